import { z } from 'zod';
import { secret, text } from './form.ts';

/** How an application logs in, as data: the host applies it, so that a plugin never holds a credential. */
export type Authentication = z.infer<typeof Authentication>;

const OAuth2Options = z.object({
  /** `authorizationCode` sends the user's browser to the service (with PKCE); `clientCredentials` needs no user. */
  grant: z.enum(['authorizationCode', 'clientCredentials']).default('authorizationCode'),
  tokenUrl: z.url(),
  /** Where the browser is sent; needed for `authorizationCode`. */
  authorizeUrl: z.url().optional(),
  scopes: z.array(z.string()).default([]),
  scopeSeparator: z.string().default(' '),
  /** How the client identifies itself at the token endpoint: HTTP Basic, or id and secret in the body. */
  clientAuthentication: z.enum(['basic', 'body']).default('basic'),
});

/** The facts of a service's OAuth2 endpoints. */
export type OAuth2Options = z.input<typeof OAuth2Options>;

export const Authentication = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('apiKey'), in: z.enum(['header', 'query']), name: z.string(), prefix: z.string() }),
  z.object({ kind: z.literal('bearer') }),
  z.object({ kind: z.literal('basic') }),
  OAuth2Options.extend({ kind: z.literal('oauth2') }),
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

/** What the user fills in for each kind of login. */
export const credentialForms = {
  none: z.object({}),
  apiKey: z.object({ apiKey: secret('API key') }),
  bearer: z.object({ token: secret('Access token') }),
  basic: z.object({ username: text('User name'), password: secret('Password') }),
  oauth2: z.object({ clientId: text('Client id'), clientSecret: secret('Client secret') }),
} satisfies Record<Authentication['kind'], z.ZodObject>;

/** What an OAuth2 server gave, as it is kept between calls. */
export const TokenSet = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().optional(),
  /** Milliseconds since 1970. */
  issuedAt: z.number(),
  /** Milliseconds since 1970; absent for a token that does not expire. */
  expiresAt: z.number().optional(),
  scope: z.string().optional(),
});
export type TokenSet = z.infer<typeof TokenSet>;

/** The filled-in login of one account. */
export const Credentials = z.object({
  apiKey: z.string().optional(),
  token: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  clientId: z.string().optional(),
  clientSecret: z.string().optional(),
  tokens: TokenSet.optional(),
});
export type Credentials = z.infer<typeof Credentials>;
