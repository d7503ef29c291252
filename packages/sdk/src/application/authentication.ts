import { z } from 'zod';
import { CustomLogin, type CustomLoginOptions, describeCustomLogin } from './custom-login.ts';
import { OAuth1Options } from './oauth1-options.ts';
import { OAuth2Options } from './oauth2-options.ts';

export type { CustomLoginOptions, OAuth1Options, OAuth2Options };

/** How an application logs in, as data: the host applies it, so that a plugin never holds a credential. */
export type Authentication = z.infer<typeof Authentication>;

export const Authentication = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('apiKey'), in: z.enum(['header', 'query']), name: z.string(), prefix: z.string() }),
  z.object({ kind: z.literal('bearer') }),
  z.object({ kind: z.literal('basic') }),
  OAuth2Options.extend({ kind: z.literal('oauth2') }),
  OAuth1Options.extend({ kind: z.literal('oauth1') }),
  CustomLogin.extend({ kind: z.literal('custom') }),
]);

/** No login at all. */
export function none(): Authentication {
  return { kind: 'none' };
}

/** A key in a header or in the query; `prefix` is put before it, for example `Token `. */
export function apiKey(
  place: { readonly header: string; readonly prefix?: string } | { readonly query: string },
): Authentication {
  if ('query' in place) return { kind: 'apiKey', in: 'query', name: place.query, prefix: '' };
  return { kind: 'apiKey', in: 'header', name: place.header.toLowerCase(), prefix: place.prefix ?? '' };
}

/** A token the user pastes, sent as RFC 6750 says. */
export function bearer(): Authentication {
  return { kind: 'bearer' };
}

/** User name and password, sent as RFC 7617 says. */
export function basic(): Authentication {
  return { kind: 'basic' };
}

/** OAuth 2 (RFC 6749), authorization code with PKCE (RFC 7636) or client credentials. */
export function oauth2(options: OAuth2Options): Authentication {
  return { kind: 'oauth2', ...OAuth2Options.parse(options) };
}

/**
 * OAuth 1.0 (RFC 5849): every request is signed. With the three addresses of a sign-in the token comes from there, without
 * them the user fills it in.
 */
export function oauth1(options: OAuth1Options = {}): Authentication {
  return { kind: 'oauth1', ...OAuth1Options.parse(options) };
}

/**
 * A login of the service's own: one request gives a token, calls carry it, and it is renewed once for all callers, ahead of
 * its expiry and when it is refused. Throws a TypeError for facts that contradict each other.
 */
export function customLogin(options: CustomLoginOptions): Authentication {
  return { kind: 'custom', ...describeCustomLogin(options) };
}

/** The addresses at which tokens are asked for or given back, besides those below the base URL. */
export function tokenAddresses(authentication: Authentication): string[] {
  switch (authentication.kind) {
    case 'oauth2':
      return [authentication.tokenUrl, authentication.refreshUrl, authentication.revokeUrl].filter((url) => url !== undefined);
    case 'oauth1':
      return [authentication.requestTokenUrl, authentication.accessTokenUrl].filter((url) => url !== undefined);
    case 'custom':
      return /^https?:\/\//i.test(authentication.request.path) ? [authentication.request.path] : [];
    default:
      return [];
  }
}

/** What an OAuth server or a login gave, as it is kept between calls. */
export const TokenSet = z.object({
  accessToken: z.string().min(1),
  /** Of OAuth 1.0, whose tokens come with a secret. */
  tokenSecret: z.string().optional(),
  refreshToken: z.string().optional(),
  /** Milliseconds since 1970. */
  issuedAt: z.number(),
  /** Milliseconds since 1970; absent for a token that does not expire. */
  expiresAt: z.number().optional(),
  scope: z.string().optional(),
});
export type TokenSet = z.infer<typeof TokenSet>;

/** The filled-in login of one account. Fields of a {@link customLogin} stand beside the known ones. */
export const Credentials = z
  .object({
    apiKey: z.string().optional(),
    /** Of a bearer login and of OAuth 1.0. */
    token: z.string().optional(),
    tokenSecret: z.string().optional(),
    username: z.string().optional(),
    password: z.string().optional(),
    clientId: z.string().optional(),
    clientSecret: z.string().optional(),
    consumerKey: z.string().optional(),
    consumerSecret: z.string().optional(),
    /** Client certificate and key in PEM, for mutual TLS. */
    certificate: z.string().optional(),
    privateKey: z.string().optional(),
    passphrase: z.string().optional(),
    certificateAuthority: z.string().optional(),
    tokens: TokenSet.optional(),
  })
  .catchall(z.unknown());
export type Credentials = z.infer<typeof Credentials>;
