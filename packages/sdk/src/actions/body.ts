import { MalformedResponseError } from '../errors/malformed-response-error.ts';
import type { HttpResponse } from '../http/request.ts';

/** The body of an answer as a value: JSON where it is JSON, otherwise text; `undefined` where there is none. */
export function readBody({ headers, body, status }: HttpResponse): unknown {
  if (body.byteLength === 0) return undefined;
  const text = textOf(body);
  if (!headers['content-type']?.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedResponseError(`The service answered ${status} with a body that claims to be JSON and is not.`, { cause });
  }
}

/** UTF-8, with or without the byte order mark that some services put before it. */
function textOf(body: Uint8Array): string {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
