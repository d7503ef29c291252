import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { ModuleOptions, Token, WreckHttpOptions } from 'simple-oauth2';
import { z } from 'zod';
import { type Authentication, type Credentials, TokenSet } from './authentication.ts';
import { isMortiseError } from './errors/mortise-error.ts';
import { NetworkError } from './errors/network-error.ts';
import { SignInError } from './errors/sign-in-error.ts';
import { UnavailableError } from './errors/unavailable-error.ts';
import type { EgressGuard } from './http/egress-guard.ts';
import type { Redactor } from './redactor.ts';

export type OAuth2 = Extract<Authentication, { kind: 'oauth2' }>;

const timeoutMs = 10_000;
const maxBytes = 1024 * 1024;
const longestLifetimeSeconds = 10 * 365 * 24 * 60 * 60;

/** The answer of a token endpoint (RFC 6749, 5.1); some services send the lifetime as text. */
const TokenReply = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.coerce.number().positive().max(longestLifetimeSeconds).optional(),
  scope: z.string().optional(),
});

/** What simple-oauth2 throws: an error with the status and the body of the answer, where there was one. */
const Refusal = z.object({
  output: z.object({ statusCode: z.number() }),
  data: z.object({ isResponseError: z.literal(true), payload: z.unknown() }),
});
const OAuthError = z.object({ error: z.string(), error_description: z.string().optional() });

/** Gets tokens from an OAuth 2 server. Built on simple-oauth2; its connections pass the same egress guard as all others. */
export class TokenEndpoint {
  readonly #oauth2: OAuth2;
  readonly #credentials: Credentials;
  readonly #guard: EgressGuard;
  readonly #redactor: Redactor;

  constructor(oauth2: OAuth2, credentials: Credentials, guard: EgressGuard, redactor: Redactor) {
    this.#oauth2 = oauth2;
    this.#credentials = credentials;
    this.#guard = guard;
    this.#redactor = redactor;
  }

  /** A token for these client credentials, or for this refresh token. The old refresh token is kept where the answer has none. */
  async request(refreshToken?: string): Promise<TokenSet> {
    const { ClientCredentials, AuthorizationCode } = await import('simple-oauth2');
    const { scopes, scopeSeparator, grant } = this.#oauth2;
    const reply = await this.#guarded(async (options) => {
      if (refreshToken !== undefined) {
        const client = new AuthorizationCode(options);
        return (await client.createToken({ refresh_token: refreshToken }).refresh()).token;
      }
      if (grant !== 'clientCredentials') {
        throw new SignInError('This connection has not been signed in, or its token cannot be renewed. Sign in again.');
      }
      return (await new ClientCredentials(options).getToken(scopes.length ? { scope: scopes.join(scopeSeparator) } : {})).token;
    });
    return toTokenSet(reply, refreshToken);
  }

  async #guarded(call: (options: ModuleOptions) => Promise<Token>): Promise<Token> {
    const { tokenUrl } = this.#oauth2;
    const { hostname, port, protocol } = new URL(tokenUrl);
    const effectivePort = Number(port) || (protocol === 'https:' ? 443 : 80);
    this.#guard.checkLiteral(hostname.replace(/^\[|\]$/g, ''), effectivePort);
    const lookup = this.#guard.lookup(effectivePort);
    const agents = {
      http: new HttpAgent({ lookup }),
      https: new HttpsAgent({ lookup }),
      httpsAllowUnauthorized: new HttpsAgent({ lookup }),
    };
    try {
      return await call(this.#options({ agents, timeout: timeoutMs, maxBytes }));
    } catch (thrown) {
      throw this.#explain(thrown, new URL(tokenUrl).host);
    } finally {
      for (const agent of Object.values(agents)) agent.destroy();
    }
  }

  #options(http: WreckHttpOptions & { agents: unknown }): ModuleOptions {
    const { tokenUrl, scopeSeparator, clientAuthentication } = this.#oauth2;
    const { origin, pathname, search } = new URL(tokenUrl);
    return {
      client: { id: this.#credentials.clientId ?? '', secret: this.#credentials.clientSecret ?? '' },
      auth: { tokenHost: origin, tokenPath: `${pathname}${search}` },
      http: { timeout: http.timeout, maxBytes: http.maxBytes, ...{ agents: http.agents } },
      options: { scopeSeparator, authorizationMethod: clientAuthentication === 'basic' ? 'header' : 'body' },
    };
  }

  #explain(thrown: unknown, host: string): Error {
    if (isMortiseError(thrown)) return thrown;
    const cause = thrown instanceof Error && isMortiseError(thrown.cause) ? thrown.cause : undefined;
    if (cause) return cause;
    const refusal = Refusal.safeParse(thrown).data;
    if (!refusal) return new NetworkError(`The token endpoint at ${host} could not be reached.`, { cause: thrown });
    const status = refusal.output.statusCode;
    const { data: oauthError } = OAuthError.safeParse(refusal.data.payload);
    const reason = oauthError
      ? `${oauthError.error}${oauthError.error_description ? `: ${oauthError.error_description}` : ''}`
      : `status ${status}`;
    const detail = this.#redactor.redact(`The token endpoint at ${host} gave no token (${reason}).`);
    if (status === 429 || status >= 500) return new UnavailableError(status, detail);
    return new SignInError(`${detail} Check the credentials of this connection, then sign in again.`, status);
  }
}

function toTokenSet(reply: Token, refreshToken: string | undefined): TokenSet {
  const { data, error } = TokenReply.safeParse(reply);
  if (!data) {
    const fields = error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new SignInError(`The token endpoint answered without a usable token (${fields}). Nothing was stored.`);
  }
  const now = Date.now();
  const kept = data.refresh_token ?? refreshToken;
  return {
    accessToken: data.access_token,
    issuedAt: now,
    ...(kept !== undefined && { refreshToken: kept }),
    ...(data.expires_in !== undefined && { expiresAt: now + data.expires_in * 1000 }),
    ...(data.scope !== undefined && { scope: data.scope }),
  };
}
