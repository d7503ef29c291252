import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { AuthorizationCode, ClientCredentials, type ModuleOptions } from 'simple-oauth2';
import type { Authentication, Credentials, TokenSet } from '../application/authentication.ts';
import type { Redactor } from '../connection/redactor.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import type { EgressGuard } from '../http/egress-guard.ts';
import type { AuthorizationCode as AuthorizationCodeGrant } from './authorization-code.ts';
import { explainTokenFault } from './token-faults.ts';
import { readTokenReply } from './token-reply.ts';

export type OAuth2 = Extract<Authentication, { kind: 'oauth2' }>;

/** simple-oauth2 hands all of it to its client, which takes agents too, although its types do not tell. */
interface GuardedHttp {
  readonly http: NonNullable<ModuleOptions['http']> & { readonly agents: Readonly<Record<string, HttpAgent>> };
  readonly release: () => void;
}

const timeoutMs = 10_000;
const maxBytes = 1024 * 1024;

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
  request(refreshToken?: string): Promise<TokenSet> {
    this.#redactor.addToken(refreshToken);
    return this.#read((options) => this.#ask(options, refreshToken), refreshToken);
  }

  /** The first tokens of a user who has signed in (RFC 6749, 4.1.3, with the proof key of RFC 7636). */
  exchange({ code, redirectUri, verifier }: AuthorizationCodeGrant): Promise<TokenSet> {
    this.#redactor.add(code, verifier);
    return this.#read(async (options) => {
      const client = new AuthorizationCode(options);
      return (await client.getToken({ code, redirect_uri: redirectUri, ...{ code_verifier: verifier } })).token;
    });
  }

  async #read(ask: (options: ModuleOptions) => Promise<unknown>, refreshToken?: string): Promise<TokenSet> {
    const url = new URL(this.#oauth2.tokenUrl);
    const { http, release } = this.#guardedHttp(url);
    try {
      const tokens = readTokenReply(await ask(this.#options(url, http)), refreshToken, url.host);
      this.#redactor.addToken(tokens.refreshToken);
      return tokens;
    } catch (thrown) {
      throw explainTokenFault(thrown, url.host, this.#redactor);
    } finally {
      release();
    }
  }

  async #ask(options: ModuleOptions, refreshToken: string | undefined): Promise<unknown> {
    const { scopes, scopeSeparator, grant } = this.#oauth2;
    if (grant === 'clientCredentials') {
      return (await new ClientCredentials(options).getToken(scopes.length ? { scope: scopes.join(scopeSeparator) } : {})).token;
    }
    if (refreshToken === undefined) {
      throw new SignInError('This connection has not been signed in, or its token cannot be renewed. Sign in again.');
    }
    return (await new AuthorizationCode(options).createToken({ refresh_token: refreshToken }).refresh()).token;
  }

  /** Redirects stay off: a token endpoint has no reason to hand our client secret on. */
  #guardedHttp({ hostname, port, protocol }: URL): GuardedHttp {
    const effectivePort = Number(port) || (protocol === 'https:' ? 443 : 80);
    // No lookup happens for a host name that is an address.
    this.#guard.checkLiteral(hostname.replace(/^\[|\]$/g, ''), effectivePort);
    const lookup = this.#guard.lookup(effectivePort);
    const [http, https] = [new HttpAgent({ lookup }), new HttpsAgent({ lookup })];
    return {
      http: { timeout: timeoutMs, maxBytes, redirects: false, agents: { http, https, httpsAllowUnauthorized: https } },
      release: () => {
        http.destroy();
        https.destroy();
      },
    };
  }

  #options({ origin, pathname, search }: URL, http: ModuleOptions['http']): ModuleOptions {
    const { scopeSeparator, clientAuthentication } = this.#oauth2;
    return {
      client: { id: this.#credentials.clientId ?? '', secret: this.#credentials.clientSecret ?? '' },
      auth: { tokenHost: origin, tokenPath: `${pathname}${search}` },
      http,
      options: { scopeSeparator, authorizationMethod: clientAuthentication === 'basic' ? 'header' : 'body' },
    };
  }
}
