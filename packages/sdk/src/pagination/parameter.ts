import { RequestError } from '../errors/request-error.ts';
import type { HttpRequest } from '../http/request.ts';

/** Where a service takes a paging parameter: in the query, or as a field of the JSON body of a search that is sent with POST. */
export type ParameterPlace = 'query' | 'body';

/** The value of a parameter; `undefined` where the request has none. */
export function readParameter(request: HttpRequest, name: string, place: ParameterPlace): string | undefined {
  if (place === 'query') return new URLSearchParams(queryOf(request.path)).get(name) ?? undefined;
  const value = Reflect.get(readJson(request), name);
  return value === undefined || value === null ? undefined : String(value);
}

/** Sets a parameter, in place of any value that it has. The rest of the query stays as it is written. */
export function withParameter(request: HttpRequest, name: string, value: string | number, place: ParameterPlace): HttpRequest {
  if (place === 'body') {
    const headers = { 'content-type': 'application/json', ...lowerCaseType(request.headers) };
    return { ...request, headers, body: JSON.stringify({ ...readJson(request), [name]: value }) };
  }
  const others = queryOf(request.path)
    .split('&')
    .filter((pair) => pair !== '' && !new URLSearchParams(pair).has(name));
  const added = `${encodeURIComponent(name)}=${encodeURIComponent(String(value).toWellFormed())}`;
  return { ...request, path: `${request.path.split('?', 1).join('')}?${[...others, added].join('&')}` };
}

function queryOf(path: string): string {
  const start = path.indexOf('?');
  return start === -1 ? '' : path.slice(start + 1);
}

function readJson({ body }: HttpRequest): object {
  if (body === undefined) return {};
  const value = parse(typeof body === 'string' ? body : Buffer.from(body).toString());
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new RequestError('The paging parameter goes into the JSON body of the request, and that is no JSON object. Use `json`.');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller says what is wrong.
    return undefined;
  }
}

/** A type that the connector names wins, however it writes the header. */
function lowerCaseType(headers: HttpRequest['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase() === 'content-type' ? 'content-type' : name, value]),
  );
}
