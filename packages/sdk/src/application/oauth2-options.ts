import { z } from 'zod';

const Parameters = z.record(z.string(), z.string());

export const OAuth2Options = z.object({
  /** `authorizationCode` sends the user's browser to the service (with PKCE); `clientCredentials` needs no user. */
  grant: z.enum(['authorizationCode', 'clientCredentials']).default('authorizationCode'),
  tokenUrl: z.url(),
  /** Where tokens are renewed, where that is not the `tokenUrl`. */
  refreshUrl: z.url().optional(),
  /** Where the browser is sent; needed for `authorizationCode`. */
  authorizeUrl: z.url().optional(),
  /**
   * What the server calls itself when it sends the browser back (`iss`, RFC 9207). Set it where the server does so: an answer
   * that names another one, or none, is then refused.
   */
  issuer: z.url().optional(),
  /** Where tokens are given back when their connection is deleted (RFC 7009). */
  revokeUrl: z.url().optional(),
  scopes: z.array(z.string()).default([]),
  scopeSeparator: z.string().default(' '),
  /** The name under which the scopes are asked for; `scope` by default, `user_scope` at Slack for a user's token. */
  scopeParameter: z.string().min(1).optional(),
  /** How the client identifies itself at the token endpoint: HTTP Basic, id and secret in a form, or both in a JSON body. */
  clientAuthentication: z.enum(['basic', 'body', 'json']).default('basic'),
  /** How the parameters are sent to the token endpoint. A form by default; `json` goes with Basic credentials too. */
  tokenBody: z.enum(['form', 'json']).optional(),
  /** The client has no secret, so none is asked for; PKCE stands in for it (RFC 8252, 8.5). */
  publicClient: z.boolean().optional(),
  /** Proof of who asked for a code (RFC 7636). `true` by default; `false` only for a service that refuses it. */
  pkce: z.boolean().optional(),
  /** Added to the address that the browser is sent to, for example `access_type: 'offline'` or `audience`. */
  authorizeParameters: Parameters.optional(),
  /** Added to every request for a token, for example `audience` or `resource`. */
  tokenParameters: Parameters.optional(),
  /** Dotted path to the part of the token endpoint's answer that holds the tokens, for example `authed_user` at Slack. */
  tokenField: z.string().min(1).optional(),
  /** Where the token is sent, where that is not `Authorization: Bearer …`; Shopify wants it in `X-Shopify-Access-Token`. */
  tokenHeader: z.object({ name: z.string().min(1), prefix: z.string().optional() }).optional(),
});

/** The facts of a service's OAuth2 endpoints. */
export type OAuth2Options = z.input<typeof OAuth2Options>;
