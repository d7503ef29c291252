import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { AuthorizationCode, ClientCredentials, type ModuleOptions } from 'simple-oauth2';
import type { Authentication, Credentials, TokenSet } from '../application/authentication.ts';
import { secretsOf } from '../connection/grant.ts';
import type { Redactor } from '../connection/redactor.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import { type ClientCertificate, openSecureContext } from '../http/client-certificate.ts';
import { waitFor } from '../http/deadline.ts';
import type { EgressGuard } from '../http/egress-guard.ts';
import type { Reroute } from '../http/http-client.ts';
import { withCertificateHint } from '../http/network-faults.ts';
import { readField } from '../schema/field.ts';
import type { AuthorizationCode as AuthorizationCodeGrant } from './authorization-code.ts';
import { certifiedAgent } from './certified-agent.ts';
import { readTokenBody } from './token-body.ts';
import { explainTokenFault, refusalIn, type TokenRequest } from './token-faults.ts';
import { readTokenReply } from './token-reply.ts';

export type OAuth2 = Extract<Authentication, { kind: 'oauth2' }>;

/** simple-oauth2 hands all of it to its client, which takes agents too, although its types do not tell. */
interface GuardedHttp {
  readonly http: NonNullable<ModuleOptions['http']> & { readonly agents: Readonly<Record<string, HttpAgent>> };
  readonly release: () => void;
}

const timeoutMs = 10_000;
/** For an answer and its body together, which have that time each. Hosts that share tokens rely on it. */
const longestMs = 12_000;
const maxBytes = 1024 * 1024;

/** Gets tokens from an OAuth 2 server. Built on simple-oauth2; its connections pass the same egress guard as all others. */
export class TokenEndpoint {
  readonly #oauth2: OAuth2;
  readonly #credentials: Credentials;
  readonly #guard: EgressGuard;
  readonly #redactor: Redactor;
  readonly #reroute: Reroute | undefined;
  readonly #certificate: ClientCertificate | undefined;

  constructor(
    oauth2: OAuth2,
    credentials: Credentials,
    guard: EgressGuard,
    redactor: Redactor,
    reroute?: Reroute,
    certificate?: ClientCertificate,
  ) {
    this.#oauth2 = oauth2;
    this.#credentials = credentials;
    this.#guard = guard;
    this.#redactor = redactor;
    this.#reroute = reroute;
    this.#certificate = certificate;
    redactor.add(...secretsOf(oauth2, credentials));
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
      const proof = this.#oauth2.pkce === false ? {} : { code_verifier: verifier };
      return (await client.getToken({ ...this.#parameters(), code, redirect_uri: redirectUri, ...proof })).token;
    });
  }

  /**
   * Gives tokens back (RFC 7009): the refresh token, and with it all that came from it, or else the access token. Does nothing
   * where the application names no address for it.
   */
  async revoke({ accessToken, refreshToken }: TokenSet): Promise<void> {
    const { revokeUrl } = this.#oauth2;
    if (revokeUrl === undefined) return;
    this.#redactor.addToken(accessToken);
    this.#redactor.addToken(refreshToken);
    await this.#exchange(new URL(revokeUrl), { isRenewal: false }, async (options) => {
      const token = new AuthorizationCode(options).createToken({ access_token: accessToken, refresh_token: refreshToken });
      await token.revoke(refreshToken === undefined ? 'access_token' : 'refresh_token');
    });
  }

  #read(ask: (options: ModuleOptions) => Promise<unknown>, refreshToken?: string): Promise<TokenSet> {
    const { tokenUrl, refreshUrl = tokenUrl, tokenField, grant } = this.#oauth2;
    const url = new URL(refreshToken === undefined ? tokenUrl : refreshUrl);
    const isRenewal = refreshToken !== undefined && grant === 'authorizationCode';
    return this.#exchange(url, { isRenewal }, async (options) => {
      const reply = readTokenBody(await ask(options), url.host);
      const refusal = refusalIn(reply, { host: url.host, redactor: this.#redactor, isRenewal });
      if (refusal) throw refusal;
      const part = tokenField === undefined ? reply : readField(reply, tokenField);
      // What is renewed is the one token that was asked about, so Slack, for one, gives it without the field around it.
      const tokens = readTokenReply(part ?? (refreshToken === undefined ? part : reply), refreshToken, url.host);
      this.#redactor.addToken(tokens.refreshToken);
      return tokens;
    });
  }

  async #exchange<Result>(
    url: URL,
    { isRenewal }: Pick<TokenRequest, 'isRenewal'>,
    ask: (options: ModuleOptions) => Promise<Result>,
  ): Promise<Result> {
    const target = this.#reroute ? this.#reroute(url) : url;
    const { http, release } = this.#guardedHttp(target);
    const options = this.#options(target, target === url ? http : { ...http, headers: { host: url.host } });
    try {
      return await waitFor(ask(options), `the token endpoint at ${url.host}`, { deadlineAt: performance.now() + longestMs });
    } catch (thrown) {
      const error = explainTokenFault(thrown, { host: url.host, redactor: this.#redactor, isRenewal });
      throw this.#certificate ? withCertificateHint(error) : error;
    } finally {
      release();
    }
  }

  async #ask(options: ModuleOptions, refreshToken: string | undefined): Promise<unknown> {
    const { scopes, scopeSeparator, scopeParameter = 'scope', grant, tokenParameters } = this.#oauth2;
    if (grant === 'clientCredentials') {
      const scope = scopes.length > 0 ? { [scopeParameter]: scopes.join(scopeSeparator) } : {};
      // Some services call this grant by a name of their own, so here `grant_type` may be among the parameters.
      return (await new ClientCredentials(options).getToken({ ...tokenParameters, ...scope })).token;
    }
    if (refreshToken === undefined) {
      throw new SignInError('This connection has not been signed in, or its token cannot be renewed. Sign in again.', undefined, {
        needsUser: true,
      });
    }
    return (await new AuthorizationCode(options).createToken({ refresh_token: refreshToken }).refresh(this.#parameters())).token;
  }

  /** The application's own parameters for a grant whose name is not theirs to choose. */
  #parameters(): Record<string, string> {
    const { grant_type: _ours, ...parameters } = this.#oauth2.tokenParameters ?? {};
    return parameters;
  }

  /** Redirects stay off: a token endpoint has no reason to hand our client secret on. */
  #guardedHttp({ hostname, port, protocol }: URL): GuardedHttp {
    const effectivePort = Number(port) || (protocol === 'https:' ? 443 : 80);
    // No lookup happens for a host name that is an address.
    this.#guard.checkLiteral(hostname.replace(/^\[|\]$/g, ''), effectivePort);
    const lookup = this.#guard.lookup(effectivePort);
    const http = new HttpAgent({ lookup });
    const https = this.#certificate
      ? certifiedAgent({ lookup }, openSecureContext(this.#certificate))
      : new HttpsAgent({ lookup });
    return {
      http: {
        timeout: timeoutMs,
        maxBytes,
        redirects: false,
        json: true,
        agents: { http, https, httpsAllowUnauthorized: https },
      },
      release: () => {
        http.destroy();
        https.destroy();
      },
    };
  }

  #options({ origin, pathname, search }: URL, http: ModuleOptions['http']): ModuleOptions {
    const { clientAuthentication, tokenBody = clientAuthentication === 'json' ? 'json' : 'form', publicClient } = this.#oauth2;
    const isBasic = clientAuthentication === 'basic' && !publicClient;
    return {
      client: this.#client(),
      auth: { tokenHost: origin, tokenPath: `${pathname}${search}`, revokePath: `${pathname}${search}` },
      http,
      options: { authorizationMethod: isBasic ? 'header' : 'body', bodyFormat: tokenBody },
    };
  }

  /** A public client has no secret. simple-oauth2 would send an empty one, so it is told to write the id in its place once more. */
  #client(): ModuleOptions['client'] {
    const { clientId: id = '', clientSecret: secret = '' } = this.#credentials;
    return this.#oauth2.publicClient ? { id, secret: id, secretParamName: 'client_id' } : { id, secret };
  }
}
