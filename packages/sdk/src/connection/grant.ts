import type { Authentication, Credentials } from '../application/authentication.ts';
import type { ClientCertificate } from '../http/client-certificate.ts';
import { mask } from './mask.ts';
import { type OAuth1Token, signRequest } from './oauth1-grant.ts';
import type { SignedRequest } from './oauth1-signature.ts';
import type { Hop } from './redirects.ts';

/** The credentials of a connection as a request carries them. */
export interface Grant {
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: readonly [name: string, value: string];
  /** The token in use, so that a refused one can be replaced. */
  readonly token?: string;
  /** The Authorization header of a login that signs each request anew. */
  readonly sign?: (request: SignedRequest) => string;
}

/** The grant of a login whose credentials do not change. */
export function fixedGrant(authentication: Authentication, credentials: Credentials): Grant {
  switch (authentication.kind) {
    case 'none':
    case 'oauth2':
    case 'custom':
      return { headers: {} };
    case 'oauth1': {
      const { token = '', tokenSecret = '' } = credentials;
      const pair = token === '' ? undefined : { token, tokenSecret };
      return { headers: {}, sign: (request) => signRequest(authentication, credentials, pair, request) };
    }
    case 'bearer':
      return { headers: { authorization: `Bearer ${credentials.token ?? ''}` } };
    case 'basic':
      return { headers: { authorization: `Basic ${basicOf(credentials)}` } };
    case 'apiKey': {
      const value = `${authentication.prefix}${credentials.apiKey ?? ''}`;
      return authentication.in === 'query'
        ? { headers: {}, query: [authentication.name, value] }
        : { headers: { [authentication.name.toLowerCase()]: value } };
    }
  }
}

/** The grant of a token that the service gave, and may take back. */
export function tokenGrant(authentication: Authentication, credentials: Credentials, { token, tokenSecret }: OAuth1Token): Grant {
  switch (authentication.kind) {
    case 'oauth1':
      return {
        headers: {},
        token,
        sign: (request) => signRequest(authentication, credentials, { token, tokenSecret }, request),
      };
    case 'custom':
      return 'query' in authentication.send
        ? { headers: {}, query: [authentication.send.query, token], token }
        : { headers: { [authentication.send.header.toLowerCase()]: `${authentication.send.prefix}${token}` }, token };
    case 'oauth2': {
      const { name, prefix = '' } = authentication.tokenHeader ?? { name: 'authorization', prefix: 'Bearer ' };
      return { headers: { [name.toLowerCase()]: `${prefix}${token}` }, token };
    }
    default:
      return { headers: { authorization: `Bearer ${token}` }, token };
  }
}

/** A request as it is sent to an origin that is trusted with the credentials; its headers hold those of the grant already. */
export function granted(hop: Hop, { query, sign }: Grant): Hop {
  const asked = query ? { ...hop, url: withQuery(hop.url, query) } : hop;
  return sign ? { ...asked, headers: { ...asked.headers, authorization: sign(asked) } } : asked;
}

/** Every secret of the credentials, in the forms in which requests carry them. */
export function secretsOf(authentication: Authentication, credentials: Credentials): readonly (string | undefined)[] {
  const { apiKey, token, tokenSecret, clientSecret, consumerSecret, password, privateKey, passphrase, tokens } = credentials;
  return [
    ...[apiKey, token, tokenSecret, clientSecret, consumerSecret, password, privateKey, passphrase],
    ...(password === undefined ? [] : [userAndPassword(credentials), basicOf(credentials)]),
    ...[tokens?.accessToken, tokens?.refreshToken, tokens?.tokenSecret],
    ...(authentication.kind === 'custom' ? customSecrets(authentication, credentials) : []),
  ];
}

function customSecrets({ fields }: Extract<Authentication, { kind: 'custom' }>, credentials: Credentials): string[] {
  return Object.entries(fields.properties)
    .filter(([name, field]) => field['writeOnly'] === true && Object.hasOwn(credentials, name))
    .map(([name]) => String(credentials[name] ?? ''));
}

/** The client certificate among the credentials. One that is missing is found out by the first connection. */
export function certificateOf({ certificate = '', privateKey = '', ...rest }: Credentials): ClientCertificate {
  const { passphrase, certificateAuthority } = rest;
  return { certificate, privateKey, passphrase, certificateAuthority };
}

/** Adds a key to a query and leaves the rest of it as it is written. */
export function withQuery(url: URL, [name, value]: NonNullable<Grant['query']>): URL {
  const target = new URL(url);
  if (target.searchParams.has(name)) target.searchParams.delete(name);
  target.search += `${target.search ? '&' : '?'}${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  return target;
}

/** A link that a service gave, without the key in it that was masked: the request brings its own. */
export function withoutMasked(url: URL): URL {
  const masked = [...url.searchParams].filter(([, value]) => value.endsWith(mask));
  return masked.reduce((target, [, value]) => withoutValue(target, value), url);
}

/** Takes a key out of a query, under whatever name it stands there. */
export function withoutValue(url: URL, value: string): URL {
  const names = [...url.searchParams].filter(([, held]) => held === value).map(([name]) => name);
  if (names.length === 0) return url;
  const target = new URL(url);
  for (const name of names) target.searchParams.delete(name, value);
  return target;
}

function basicOf(credentials: Credentials): string {
  return Buffer.from(userAndPassword(credentials)).toString('base64');
}

function userAndPassword({ username, password }: Credentials): string {
  return `${username ?? ''}:${password ?? ''}`;
}
