import type { Authentication, Credentials } from '../application/authentication.ts';
import { RedirectError } from '../errors/redirect-error.ts';
import { waitFor } from '../http/deadline.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { HttpRequest, HttpResponse } from '../http/request.ts';
import { judgeStatus, type Responses } from '../http/status-ranges.ts';
import { AccessTokens, type TokenStore } from '../tokens/access-tokens.ts';
import { type ExchangeReport, reported } from './exchange-report.ts';
import { fixedGrant, type Grant, secretsOf, tokenGrant, withoutValue, withQuery } from './grant.ts';
import { DeclaredHosts } from './hosts.ts';
import { judge } from './judge.ts';
import { Redactor } from './redactor.ts';
import { type Hop, nextHop, readLocation } from './redirects.ts';
import { RequestHeaders } from './request-headers.ts';

const maxRedirects = 5;

/** What all requests of a connection share, as the application gives it for the connection's settings. */
export interface ApiDescription {
  readonly baseUrl: string;
  readonly authentication: Authentication;
  readonly headers: Readonly<Record<string, string>>;
  readonly responses?: Responses | undefined;
  readonly idempotencyHeader?: string | undefined;
  /** What {@link ConnectionClient.test} sends. */
  readonly test?: HttpRequest | undefined;
}

/** What one call adds to the requests it sends. */
export interface CallScope {
  /** In milliseconds of `performance.now()`. */
  readonly deadlineAt: number;
  readonly traceId: string;
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal | undefined;
  readonly onExchange?: ((report: ExchangeReport) => void) | undefined;
}

export interface ConnectionClientOptions {
  readonly http: HttpClient;
  readonly api: ApiDescription;
  readonly credentials: Credentials;
  readonly tokenStore: TokenStore;
  /** Hosts that may be reached, see {@link isDeclaredHost}. Absent: any host, for connectors without an application. */
  readonly hosts?: readonly string[];
  /** What must not be shown besides the credentials, for example settings that are secret. */
  readonly secrets?: readonly string[];
}

/** Sends the requests of one connection: adds what they share, signs them in, keeps them on the declared hosts, judges the answers. */
export class ConnectionClient {
  readonly #http: HttpClient;
  readonly #api: ApiDescription;
  readonly #hosts: DeclaredHosts;
  readonly #headers: RequestHeaders;
  readonly #redactor = new Redactor();
  readonly #tokens: AccessTokens | undefined;
  #grant: Grant;

  constructor({ http, api, credentials, tokenStore, hosts, secrets = [] }: ConnectionClientOptions) {
    this.#http = http;
    this.#api = api;
    this.#hosts = new DeclaredHosts(api.baseUrl, hosts);
    this.#headers = new RequestHeaders(api.headers, api.idempotencyHeader);
    this.#redactor.add(...secretsOf(credentials), ...secrets);
    const { authentication } = api;
    this.#grant = fixedGrant(authentication, credentials);
    if (authentication.kind === 'oauth2') {
      this.#hosts.check(new URL(authentication.tokenUrl));
      this.#tokens = new AccessTokens(async (refreshToken) => {
        // Loaded with the first token: a plugin's process describes requests and never asks for one.
        const { TokenEndpoint } = await import('../tokens/token-endpoint.ts');
        return new TokenEndpoint(authentication, credentials, http.guard, this.#redactor).request(refreshToken);
      }, tokenStore);
    }
  }

  /** Throws ApiError, UnavailableError, RateLimitError, SignInError for judged answers, and the errors of {@link HttpClient.exchange}. */
  async send(request: HttpRequest, call: CallScope, responses = this.#api.responses): Promise<HttpResponse> {
    const start: Hop = {
      method: request.method,
      url: this.#hosts.resolve(request.path),
      headers: this.#headers.of(request, call),
      body: request.body,
    };
    const grant = await this.#signIn(call);
    let answer = await this.#follow(start, grant, call);
    if (answer.status === 401 && grant.token !== undefined && judgeStatus(401, responses) !== 'success') {
      answer = await this.#follow(start, await this.#signIn(call, grant.token), call);
    }
    const error = judge(answer, start.url.host, responses, this.#redactor);
    if (error) throw error;
    return answer;
  }

  /** Finds out whether the service accepts the credentials; throws what {@link send} throws where it does not. */
  async test(call: CallScope): Promise<void> {
    if (this.#api.test) await this.send(this.#api.test, call);
    else await this.#signIn(call);
  }

  /** Replaces the secrets of this connection in text that is going to be shown. */
  redact(text: string): string {
    return this.#redactor.redact(text);
  }

  async #signIn(call: CallScope, refused?: string): Promise<Grant> {
    if (!this.#tokens) return this.#grant;
    const token =
      this.#tokens.current(refused) ??
      (await waitFor(refused === undefined ? this.#tokens.get() : this.#tokens.replace(refused), 'a token', call));
    if (token !== this.#grant.token) {
      this.#redactor.addToken(token);
      this.#grant = tokenGrant(token);
    }
    return this.#grant;
  }

  async #follow(start: Hop, grant: Grant, call: CallScope): Promise<HttpResponse> {
    let hop: Hop = { ...start, headers: { ...start.headers, ...grant.headers } };
    let isTrusted = true;
    for (let redirects = 0; ; redirects++) {
      const answer = await this.#exchange(
        isTrusted && grant.query ? { ...hop, url: withQuery(hop.url, grant.query) } : hop,
        call,
      );
      const location = readLocation(answer);
      if (location === undefined) return answer;
      if (redirects === maxRedirects) throw new RedirectError(`${start.url.host} redirected more than ${maxRedirects} times.`);
      const next = this.#redirect(hop, answer.status, location);
      isTrusted &&= next.url.origin === hop.url.origin;
      // A service may copy its whole query, and our key with it, into the address it redirects to.
      hop = !isTrusted && grant.query ? { ...next, url: withoutValue(next.url, grant.query[1]) } : next;
    }
  }

  #redirect(hop: Hop, status: number, location: string): Hop {
    const target = URL.parse(location, hop.url.href);
    if (!target) throw new RedirectError(`${hop.url.host} redirected to something that is not an address.`);
    if (this.redact(target.host) !== target.host) {
      throw new RedirectError(`${hop.url.host} redirected to a host whose name holds a secret of this connection.`);
    }
    const next = nextHop(hop, status, target);
    this.#hosts.check(target);
    return next;
  }

  #exchange(hop: Hop, { deadlineAt, signal, onExchange }: CallScope): Promise<HttpResponse> {
    const answer = this.#http.exchange({ ...hop, deadlineAt, signal });
    return onExchange ? reported(answer, hop, onExchange) : answer;
  }
}
