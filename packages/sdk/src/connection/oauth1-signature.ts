import { createHmac } from 'node:crypto';
import type { OAuth1Options } from '../application/oauth1-options.ts';
import type { Hop } from './redirects.ts';

/** The parts of a request that its signature covers. */
export type SignedRequest = Pick<Hop, 'method' | 'url' | 'headers' | 'body'>;
export type SignatureMethod = NonNullable<OAuth1Options['signatureMethod']>;
type Parameters = Readonly<Record<string, string>>;
type Pairs = readonly (readonly [name: string, value: string])[];

/** The two secrets that a signature is made with; the second is empty as long as there is no token. */
export interface SigningKeys {
  readonly consumerSecret: string;
  readonly tokenSecret: string;
}

/** The value of the Authorization header for a request with these `oauth_…` parameters (RFC 5849, 3.5.1). */
export function signedHeader(
  request: SignedRequest,
  parameters: Parameters,
  keys: SigningKeys,
  { method, realm }: { readonly method: SignatureMethod; readonly realm?: string | undefined },
): string {
  const signature = sign(signatureBase(request, parameters), keys, method);
  const fields = Object.entries({ ...parameters, oauth_signature: signature }).map(
    ([name, value]) => `${encode(name)}="${encode(value)}"`,
  );
  const quotedRealm = realm === undefined ? [] : [`realm="${realm.replace(/["\\]/g, '\\$&')}"`];
  return `OAuth ${[...quotedRealm, ...fields].join(', ')}`;
}

/** The text that is signed (RFC 5849, 3.4.1): method, address and every parameter, wherever in the request it stands. */
export function signatureBase(request: SignedRequest, parameters: Parameters): string {
  const { method, url } = request;
  const pairs = [...url.searchParams, ...formPairs(request), ...Object.entries(parameters)];
  return [method.toUpperCase(), `${url.origin}${url.pathname}`, normalise(pairs)].map(encode).join('&');
}

/** A signature by the two secrets (RFC 5849, 3.4.2; with SHA-256 as services took it over). */
export function sign(base: string, { consumerSecret, tokenSecret }: SigningKeys, method: SignatureMethod): string {
  const hash = method === 'HMAC-SHA256' ? 'sha256' : 'sha1';
  return createHmac(hash, `${encode(consumerSecret)}&${encode(tokenSecret)}`)
    .update(base)
    .digest('base64');
}

/** A body counts only where it is a form. */
function formPairs({ headers, body }: SignedRequest): Pairs {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (body === undefined || type !== 'application/x-www-form-urlencoded') return [];
  return [...new URLSearchParams(typeof body === 'string' ? body : Buffer.from(body).toString())];
}

/** Sorted by their encoded form, which is ASCII, so that the order of code units is that of bytes. */
function normalise(pairs: Pairs): string {
  return pairs
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Encodes everything but letters, digits and `-._~` (RFC 5849, 3.6); encodeURIComponent leaves five characters more alone. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
