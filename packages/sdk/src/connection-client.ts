import { AccessTokens, type TokenStore } from './access-tokens.ts';
import type { Authentication, Credentials } from './authentication.ts';
import { ApiError } from './errors/api-error.ts';
import { HostNotDeclaredError } from './errors/host-not-declared-error.ts';
import { isMortiseError } from './errors/mortise-error.ts';
import { RateLimitError } from './errors/rate-limit-error.ts';
import { RedirectError } from './errors/redirect-error.ts';
import { SignInError } from './errors/sign-in-error.ts';
import { UnavailableError } from './errors/unavailable-error.ts';
import { isDeclaredHost } from './hosts.ts';
import type { HttpClient } from './http/http-client.ts';
import { Redactor } from './redactor.ts';
import { readRefusal } from './refusal.ts';
import type { HttpRequest, HttpResponse } from './request.ts';
import { readRetryAfter } from './retry-after.ts';
import { judgeStatus, type Responses } from './status-ranges.ts';
import { TokenEndpoint } from './token-endpoint.ts';
import { traceparent } from './trace.ts';

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

/** One request that was sent, as logs and metrics see it. Holds no path, no header and no body. */
export interface ExchangeReport {
  readonly method: string;
  readonly host: string;
  /** Absent where no answer arrived. */
  readonly status?: number;
  /** The code of the error where no answer arrived. */
  readonly error?: string;
  readonly durationMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
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
}

interface Grant {
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: readonly [name: string, value: string];
  /** The token in use, so that a refused one can be replaced. */
  readonly token?: string;
}

/** Sends the requests of one connection: adds what they share, signs them in, keeps them on the declared hosts, judges the answers. */
export class ConnectionClient {
  readonly #http: HttpClient;
  readonly #api: ApiDescription;
  readonly #hosts: readonly string[] | undefined;
  readonly #redactor = new Redactor();
  readonly #fixedGrant: Grant;
  readonly #tokens: AccessTokens | undefined;

  constructor({ http, api, credentials, tokenStore, hosts }: ConnectionClientOptions) {
    this.#http = http;
    this.#api = api;
    this.#hosts = hosts;
    const { apiKey, token, password, clientSecret } = credentials;
    this.#redactor.add(apiKey, token, password, clientSecret);
    this.#fixedGrant = fixedGrant(api.authentication, credentials);
    const { authentication } = api;
    if (authentication.kind === 'oauth2') {
      this.#checkHost(new URL(authentication.tokenUrl));
      const endpoint = new TokenEndpoint(authentication, credentials, http.guard, this.#redactor);
      this.#tokens = new AccessTokens((refreshToken) => endpoint.request(refreshToken), tokenStore);
    }
  }

  /** Throws ApiError, UnavailableError, RateLimitError, SignInError for judged answers, and the errors of {@link HttpClient.exchange}. */
  async send(
    request: HttpRequest,
    call: CallScope,
    responses: Responses | undefined = this.#api.responses,
  ): Promise<HttpResponse> {
    const url = this.#resolve(request.path);
    const grant = this.#tokens ? tokenGrant(await this.#tokens.get(), this.#redactor) : this.#fixedGrant;
    const answer = await this.#follow(request, url, grant, call);
    if (answer.status === 401 && this.#tokens && grant.token !== undefined && judgeStatus(401, responses) !== 'success') {
      const renewed = tokenGrant(await this.#tokens.replace(grant.token), this.#redactor);
      return this.#judge(await this.#follow(request, url, renewed, call), url, responses);
    }
    return this.#judge(answer, url, responses);
  }

  /** Finds out whether the service accepts the credentials; throws what {@link send} throws where it does not. */
  async test(call: CallScope): Promise<void> {
    if (this.#api.test) await this.send(this.#api.test, call);
    else await this.#tokens?.get();
  }

  /** Replaces the secrets of this connection in text that is going to be shown. */
  redact(text: string): string {
    return this.#redactor.redact(text);
  }

  #resolve(path: string): URL {
    const { baseUrl } = this.#api;
    const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(path);
    const target = isAbsolute ? path : `${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
    if (!URL.canParse(target)) throw new HostNotDeclaredError('The address of the request is not a valid one.');
    const url = new URL(target);
    this.#checkHost(url);
    return url;
  }

  #checkHost(url: URL): void {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      throw new HostNotDeclaredError(`Only http and https are sent, not ${url.protocol}`);
    }
    if (url.username || url.password) throw new HostNotDeclaredError('An address may not carry a user name or a password.');
    if (this.#hosts && !isDeclaredHost(url.host, this.#hosts)) {
      throw new HostNotDeclaredError(
        `${url.host} is not among the hosts of the application (${this.#hosts.join(', ')}). If it belongs there, add it to \`hosts\`.`,
      );
    }
  }

  async #follow(request: HttpRequest, start: URL, grant: Grant, call: CallScope): Promise<HttpResponse> {
    const headers = this.#headers(request, call);
    let { method, body } = request;
    let url = start;
    let hopHeaders = { ...headers, ...grant.headers };
    for (let hop = 0; ; hop++) {
      const target = url === start && grant.query ? withQuery(url, ...grant.query) : url;
      const answer = await this.#exchange(method, target, hopHeaders, body, call);
      const location = answer.headers['location'];
      if (answer.status < 300 || answer.status >= 400 || answer.status === 304 || location === undefined) return answer;
      if (hop === maxRedirects) throw new RedirectError(`${start.host} redirected more than ${maxRedirects} times.`);
      const next = this.#redirectTarget(url, location);
      const changesMethod = answer.status === 303 || ((answer.status === 301 || answer.status === 302) && method === 'POST');
      if (changesMethod) {
        method = 'GET';
        body = undefined;
      }
      if (next.origin !== url.origin) {
        if (body !== undefined)
          throw new RedirectError(`${url.host} redirected a ${method} with a body to ${next.host}. Send it there directly.`);
        hopHeaders = withoutCredentials(headers);
      }
      url = next;
    }
  }

  #redirectTarget(from: URL, location: string): URL {
    if (!URL.canParse(location, from.href))
      throw new RedirectError(`${from.host} redirected to something that is not an address.`);
    const next = new URL(location, from);
    if (from.protocol === 'https:' && next.protocol !== 'https:')
      throw new RedirectError(`${from.host} redirected out of TLS to ${next.host}.`);
    this.#checkHost(next);
    return next;
  }

  #headers({ method, headers }: HttpRequest, call: CallScope): Record<string, string> {
    const { idempotencyHeader } = this.#api;
    const all: Record<string, string> = {
      accept: 'application/json',
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'Mortise',
      ...this.#api.headers,
      ...headers,
      traceparent: traceparent(call.traceId),
    };
    if (idempotencyHeader && (method === 'POST' || method === 'PATCH'))
      all[idempotencyHeader.toLowerCase()] ??= call.idempotencyKey;
    return all;
  }

  async #exchange(
    method: HttpRequest['method'],
    url: URL,
    headers: Record<string, string>,
    body: HttpRequest['body'],
    call: CallScope,
  ) {
    const startedAt = performance.now();
    const report = (outcome: Pick<ExchangeReport, 'status' | 'error'>, responseBytes: number) =>
      call.onExchange?.({
        method,
        host: url.host,
        durationMs: performance.now() - startedAt,
        requestBytes: body === undefined ? 0 : Buffer.byteLength(body),
        responseBytes,
        ...outcome,
      });
    try {
      const answer = await this.#http.exchange({ method, url, headers, body, deadlineAt: call.deadlineAt, signal: call.signal });
      report({ status: answer.status }, answer.body.byteLength);
      return answer;
    } catch (error) {
      report({ error: isMortiseError(error) ? error.code : 'unknown' }, 0);
      throw error;
    }
  }

  #judge(answer: HttpResponse, url: URL, responses: Responses | undefined): HttpResponse {
    const verdict = judgeStatus(answer.status, responses);
    if (verdict === 'success') return answer;
    const { status } = answer;
    const refusal = this.#redactor.redact(readRefusal(answer));
    const detail = `${url.host} answered ${status}${refusal ? `: ${refusal}` : '.'}`;
    const retryAfterMs = readRetryAfter(answer.headers['retry-after']);
    if (verdict === 'fail')
      throw status === 401 ? new SignInError(`${detail} Sign in again.`, status) : new ApiError(status, detail);
    throw status === 429 ? new RateLimitError(detail, retryAfterMs) : new UnavailableError(status, detail, retryAfterMs);
  }
}

function fixedGrant(authentication: Authentication, credentials: Credentials): Grant {
  switch (authentication.kind) {
    case 'none':
    case 'oauth2':
      return { headers: {} };
    case 'bearer':
      return { headers: { authorization: `Bearer ${credentials.token ?? ''}` } };
    case 'basic':
      return {
        headers: {
          authorization: `Basic ${Buffer.from(`${credentials.username ?? ''}:${credentials.password ?? ''}`).toString('base64')}`,
        },
      };
    case 'apiKey': {
      const value = `${authentication.prefix}${credentials.apiKey ?? ''}`;
      return authentication.in === 'query'
        ? { headers: {}, query: [authentication.name, value] }
        : { headers: { [authentication.name]: value } };
    }
  }
}

function tokenGrant(token: string, redactor: Redactor): Grant {
  redactor.add(token);
  return { headers: { authorization: `Bearer ${token}` }, token };
}

function withQuery(url: URL, name: string, value: string): URL {
  const target = new URL(url);
  target.searchParams.set(name, value);
  return target;
}

/** Credentials that a connector or an application put into plain headers may not travel to another origin either. */
function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(?:authorization|cookie|proxy-authorization)$|key|token|secret/i.test(name)),
  );
}
