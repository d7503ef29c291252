import { MalformedResponseError } from './errors/malformed-response-error.ts';
import type { HttpResponse } from './request.ts';

const decoder = new TextDecoder();

/** The body of an answer as a value: JSON where it is JSON, otherwise text; `undefined` where there is none. */
export function readBody({ headers, body, status }: HttpResponse): unknown {
  if (body.byteLength === 0) return undefined;
  const text = decoder.decode(body);
  if (!headers['content-type']?.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedResponseError(`The service answered ${status} with a body that claims to be JSON and is not.`, { cause });
  }
}
