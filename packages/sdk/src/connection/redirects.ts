import { RedirectError } from '../errors/redirect-error.ts';
import type { HttpRequest, HttpResponse } from '../http/request.ts';

const statuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Headers that may go along to another origin. Any other may hold a credential, whatever its name. */
const harmlessHeaders: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'range',
  'traceparent',
  'user-agent',
]);

/** One request on its way through redirects. */
export interface Hop {
  readonly method: HttpRequest['method'];
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: HttpRequest['body'] | undefined;
}

/** Where an answer leads to, as its header says; `undefined` where it is not a redirect. */
export function readLocation({ status, headers }: Pick<HttpResponse, 'status' | 'headers'>): string | undefined {
  return statuses.has(status) ? headers['location'] : undefined;
}

/** The request that a redirect asks for (RFC 9110, 15.4). Throws a RedirectError for one that is not followed. */
export function nextHop({ method, url, headers, body }: Hop, status: number, next: URL): Hop {
  if (url.protocol === 'https:' && next.protocol !== 'https:') {
    throw new RedirectError(`${url.host} redirected out of TLS to ${next.host}.`);
  }
  const becomesGet = status === 303 ? method !== 'HEAD' : (status === 301 || status === 302) && method === 'POST';
  const hop: Hop = becomesGet
    ? { method: 'GET', url: next, headers: without(headers, isAboutBody), body: undefined }
    : { method, url: next, headers, body };
  if (next.origin === url.origin) return hop;
  if (hop.body !== undefined) {
    throw new RedirectError(`${url.host} redirected a ${method} with a body to ${next.host}. Send it there directly.`);
  }
  return { ...hop, headers: without(hop.headers, (name) => !harmlessHeaders.has(name)) };
}

function without(headers: Hop['headers'], isUnwanted: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isUnwanted(name)));
}

function isAboutBody(name: string): boolean {
  return name.startsWith('content-') || name === 'transfer-encoding';
}
