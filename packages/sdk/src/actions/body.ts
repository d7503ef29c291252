import { MalformedResponseError } from '../errors/malformed-response-error.ts';
import { textOf } from '../http/body-text.ts';
import type { HttpResponse } from '../http/request.ts';
import { parseExactJson } from '../schema/exact-json.ts';

/**
 * The body of an answer as a value: JSON where it is JSON, otherwise text; `undefined` where there is none. Throws a
 * MalformedResponseError for what is neither.
 */
export function readBody(answer: HttpResponse): unknown {
  const { headers, body, status } = answer;
  if (body.byteLength === 0) return undefined;
  const text = textOf(answer);
  if (!headers['content-type']?.includes('json')) return text;
  try {
    return parseExactJson(text);
  } catch (cause) {
    throw new MalformedResponseError(`The service answered ${status} with a body that claims to be JSON and is not.`, { cause });
  }
}
