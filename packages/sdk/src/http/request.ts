import { RequestError } from '../errors/request-error.ts';
import { buildXml } from '../xml/build-xml.ts';
import type { XmlContent } from '../xml/xml-content.ts';
import { encodeMultipart, type MultipartFields } from './multipart.ts';

/** A request as a connector describes it. The host adds the base URL and the credentials, sends it and judges the answer. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the application's base URL, query included; or an absolute address on a host that the application declares. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** In place of the idempotency key of the call, for an action that writes more than once. */
  readonly idempotencyKey?: string;
}

/** The answer to a request that was judged a success. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; several values of one header are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The address that answered, after redirects; without an API key. Absent where nothing was really sent. */
  readonly url?: string;
}

/** An answer whose body is read as it arrives. */
export interface StreamedResponse extends Omit<HttpResponse, 'body'> {
  /** Can be read once. Stopping early ends the transfer. */
  readonly body: AsyncIterable<Uint8Array>;
}

export type QueryValue = string | number | boolean | null | undefined;

export interface RequestOptions {
  /** Appended to the path, encoded; a list repeats its name, `undefined` and `null` are left out. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface BodyOptions extends RequestOptions {
  /** Sent as application/json. */
  readonly json?: unknown;
  /** Sent as application/x-www-form-urlencoded; a list repeats its name. For fields within fields there is `nested()`. */
  readonly form?: NonNullable<RequestOptions['query']>;
  /** Sent as multipart/form-data: fields, and files as `{ content, filename, contentType }`. */
  readonly multipart?: MultipartFields;
  /** Sent as application/xml, escaped: an object with one key, the root, as {@link buildXml} takes it. */
  readonly xml?: XmlContent;
  /** Sent as it is; name its type in `headers`. */
  readonly body?: string | Uint8Array;
}

export function get(path: string, options: RequestOptions = {}): HttpRequest {
  return build('GET', path, options);
}

export function head(path: string, options: RequestOptions = {}): HttpRequest {
  return build('HEAD', path, options);
}

export function post(path: string, options: BodyOptions = {}): HttpRequest {
  return build('POST', path, options);
}

export function put(path: string, options: BodyOptions = {}): HttpRequest {
  return build('PUT', path, options);
}

export function patch(path: string, options: BodyOptions = {}): HttpRequest {
  return build('PATCH', path, options);
}

/** DELETE; `delete` itself is a reserved word. */
export function del(path: string, options: BodyOptions = {}): HttpRequest {
  return build('DELETE', path, options);
}

/**
 * Builds a path and encodes what is put into it, so that no value can add a segment, a query or another host.
 * Throws a RequestError for an empty value and for `.` and `..`, which would change the meaning of the path.
 */
export function path(strings: TemplateStringsArray, ...values: readonly (string | number | bigint | boolean)[]): string {
  return strings.reduce((text, literal, index) => text + encodeSegment(values[index - 1]) + literal);
}

function encodeSegment(value: string | number | bigint | boolean | undefined): string {
  const text = String(value);
  if (value === undefined || text === '' || text === '.' || text === '..') {
    throw new RequestError(
      `"${text}" cannot be a segment of a path. Ask for something else, or validate the input more strictly.`,
    );
  }
  return encodeURIComponent(text.toWellFormed());
}

function build(method: HttpRequest['method'], target: string, options: BodyOptions): HttpRequest {
  const request = { method, path: options.query ? appendQuery(target, options.query) : target, headers: options.headers ?? {} };
  requireOneBody(options);
  if (options.json !== undefined) return withBody(request, 'application/json', JSON.stringify(options.json));
  if (options.form !== undefined) return withBody(request, 'application/x-www-form-urlencoded', encodeQuery(options.form));
  if (options.xml !== undefined) return withBody(request, 'application/xml; charset=utf-8', buildXml(options.xml));
  if (options.multipart !== undefined) return withParts(request, options.multipart);
  return options.body === undefined ? request : { ...request, body: options.body };
}

const bodies = ['json', 'form', 'multipart', 'xml', 'body'] as const;

/** Throws a RequestError for more bodies than one: all but the first would be lost without a word. */
function requireOneBody(options: BodyOptions): void {
  const given = bodies.filter((name) => options[name] !== undefined);
  if (given.length > 1) throw new RequestError(`A request has one body, not ${given.join(' and ')}. Keep one of them.`);
}

function withBody(request: HttpRequest, contentType: string, body: string): HttpRequest {
  return { ...request, headers: { 'content-type': contentType, ...request.headers }, body };
}

function withParts(request: HttpRequest, fields: MultipartFields): HttpRequest {
  if (Object.keys(request.headers).some((name) => name.toLowerCase() === 'content-type')) {
    throw new RequestError('The content type of a multipart body names its boundary. Leave it out of `headers`.');
  }
  const { contentType, body } = encodeMultipart(fields);
  return { ...request, headers: { 'content-type': contentType, ...request.headers }, body };
}

function appendQuery(target: string, query: NonNullable<RequestOptions['query']>): string {
  const encoded = encodeQuery(query);
  if (encoded === '') return target;
  return `${target}${target.includes('?') ? '&' : '?'}${encoded}`;
}

function encodeQuery(query: NonNullable<RequestOptions['query']>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const single of isList(value) ? value : [value]) {
      if (single !== undefined && single !== null) parameters.append(name, String(single));
    }
  }
  return parameters.toString();
}

function isList(value: QueryValue | readonly QueryValue[]): value is readonly QueryValue[] {
  return Array.isArray(value);
}
