import { type Authentication, type Credentials, tokenAddresses } from '../application/authentication.ts';
import { NotTestableError } from '../errors/not-testable-error.ts';
import { redactedError } from '../errors/redacted-error.ts';
import { RedirectError } from '../errors/redirect-error.ts';
import { type DownloadOptions, keepAnswer, refuseNoContent } from '../files/download.ts';
import type { FileReference } from '../files/file-reference.ts';
import type { FileStore } from '../files/file-store.ts';
import { graphqlRefusalIn } from '../graphql/graphql-failure.ts';
import type { BodyRefusal } from '../http/body-refusal.ts';
import { type Patience, waitFor } from '../http/deadline.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { HttpRequest, HttpResponse, StreamedResponse } from '../http/request.ts';
import { judgeStatus, type Responses } from '../http/status-ranges.ts';
import type { Limits } from '../rates/limits.ts';
import type { RateBudget, Turn } from '../rates/rate-budget.ts';
import type { RateHeaders } from '../rates/rate-headers.ts';
import { AccessTokens, type SharedTokenStore, type TokenStore } from '../tokens/access-tokens.ts';
import { type TokenClient, tokenSource } from '../tokens/token-source.ts';
import { readAnswerHint } from './answer-hint.ts';
import { type ExchangeListeners, followed, followedStream } from './exchange-record.ts';
import { certificateOf, fixedGrant, type Grant, granted, secretsOf, tokenGrant, withoutMasked, withoutValue } from './grant.ts';
import { DeclaredHosts } from './hosts.ts';
import { judge, type Measure, refusesToken } from './judge.ts';
import { holdOpen, type OpenAnswer } from './open-answer.ts';
import { Redactor } from './redactor.ts';
import { type Hop, nextHop, readLocation } from './redirects.ts';
import { RequestHeaders } from './request-headers.ts';

const maxRedirects = 5;
const defaultMaxBytes = 100 * 1024 * 1024;
/** An address of the service's own whose query may hold a key that was masked. */
const isLink = /^https?:.*\?.*redacted/i;

/** What all requests of a connection share, as the application gives it for the connection's settings. */
export interface ApiDescription {
  readonly baseUrl: string;
  readonly authentication: Authentication;
  /** Connections are opened with the client certificate among the credentials. */
  readonly clientCertificate?: boolean | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly responses?: Responses | undefined;
  readonly bodyRefusal?: BodyRefusal | undefined;
  readonly idempotencyHeader?: string | undefined;
  readonly limits?: Limits | undefined;
  readonly rateHeaders?: RateHeaders | 'ignored' | undefined;
  /** What {@link ConnectionClient.test} sends. */
  readonly test?: HttpRequest | undefined;
}

/** What one call adds to the requests it sends. */
export interface CallScope extends ExchangeListeners {
  /** In milliseconds of `performance.now()`. */
  readonly deadlineAt: number;
  readonly traceId: string;
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal | undefined;
  /** Told how many milliseconds a request has waited for the budget of its account, where it has. */
  readonly onBudgetWait?: ((waitedMs: number) => void) | undefined;
  /** Milliseconds that a request waits for that budget at most; as long as the call may take by default. */
  readonly budgetPatienceMs?: number | undefined;
}

export interface ConnectionClientOptions {
  readonly http: HttpClient;
  readonly api: ApiDescription;
  readonly credentials: Credentials;
  readonly tokenStore: TokenStore | SharedTokenStore;
  /** Hosts that may be reached, see {@link isDeclaredHost}. Absent: any host, for connectors without an application. */
  readonly hosts?: readonly string[];
  /** What must not be shown besides the credentials, for example settings that are secret. */
  readonly secrets?: readonly string[];
  /** Says when a request may be sent. Absent: at once. */
  readonly budget?: RateBudget | undefined;
}

export interface StreamOptions {
  readonly responses?: Responses | undefined;
  /** The longest body in bytes, counted after decompression. 100 MiB by default. */
  readonly maxBytes?: number | undefined;
}

/** Where a download goes. */
export interface DownloadTarget {
  readonly to: FileStore;
}

/** What a connection asks for its tokens with. Holds its credentials, so it is for hosts alone. */
export type ConnectionLogin = TokenClient;

/** Sends the requests of one connection: adds what they share, signs them in, keeps them on the declared hosts, judges the answers. */
export class ConnectionClient {
  readonly #http: HttpClient;
  /** Shows the client certificate, where the connection has one; the same client where it has none. */
  readonly #trustedHttp: HttpClient;
  readonly #credentials: Credentials;
  readonly #api: ApiDescription;
  readonly #hosts: DeclaredHosts;
  readonly #headers: RequestHeaders;
  readonly #redactor = new Redactor();
  readonly #budget: RateBudget | undefined;
  readonly #tokens: AccessTokens | undefined;
  /** What a host signs its user in with. */
  readonly login: ConnectionLogin;
  #grant: Grant;

  constructor({ http, api, credentials, tokenStore, hosts, secrets = [], budget }: ConnectionClientOptions) {
    const certificate = api.clientCertificate ? certificateOf(credentials) : undefined;
    this.#http = http;
    this.#trustedHttp = certificate ? http.withCertificate(certificate) : http;
    this.#credentials = credentials;
    this.#budget = budget;
    this.#api = api;
    this.#hosts = new DeclaredHosts(api.baseUrl, hosts);
    this.#headers = new RequestHeaders(api.headers, api.idempotencyHeader);
    const { authentication } = api;
    this.#redactor.add(...secretsOf(authentication, credentials), ...secrets);
    this.#grant = fixedGrant(authentication, credentials);
    for (const url of tokenAddresses(authentication)) this.#hosts.check(new URL(url));
    this.login = {
      authentication,
      credentials,
      certificate,
      http: this.#trustedHttp,
      hosts: this.#hosts,
      headers: this.#headers,
      redactor: this.#redactor,
    };
    const source = tokenSource(this.login);
    this.#tokens = source && new AccessTokens(source, tokenStore);
  }

  /**
   * Throws ApiError, UnavailableError, RateLimitError, SignInError for judged answers, BudgetError where none can be had in time,
   * and the errors of {@link HttpClient.exchange}. Secrets of the connection of 16 characters and more are masked in the answer.
   */
  async send(request: HttpRequest, call: CallScope, responses = this.#api.responses): Promise<HttpResponse> {
    const { bodyRefusal } = this.#api;
    const exchange: Exchanger<HttpResponse> = (hop, isTrusted) => this.#exchange(hop, call, isTrusted);
    // Here, as whatever becomes an output comes by: a plugin does not know the secrets that it must not give away.
    return this.#redactor.redactAnswer(await this.#send(request, call, { responses, bodyRefusal }, exchange));
  }

  /**
   * The same for an answer whose body is read as it arrives, within the deadline of the call. Reading it throws too, a
   * ResponseTooLargeError after `maxBytes`. Refusals are told by the status alone: `bodyRefusal` is not looked for.
   */
  async stream(request: HttpRequest, call: CallScope, options: StreamOptions = {}): Promise<StreamedResponse> {
    const { responses = this.#api.responses, maxBytes = defaultMaxBytes } = options;
    const measure = { responses, bodyRefusal: undefined };
    const answer = await this.#send<OpenAnswer>(request, call, measure, async (hop, isTrusted) => {
      const { deadlineAt, signal } = call;
      const opening = this.#httpFor(isTrusted).stream({ ...hop, deadlineAt, signal }, maxBytes);
      const opened = await followedStream(opening, hop, call, this.#redactor);
      return holdOpen(opened, judgeStatus(opened.status, responses) === 'success');
    });
    const { content, body: _beginning, ...head } = answer;
    return { ...head, body: content };
  }

  /**
   * Keeps the body of an answer as a file; where that fails, nothing is left of it. Throws what {@link stream} throws, and a
   * FileStoreError.
   */
  async download(request: HttpRequest, call: CallScope, options: DownloadOptions & DownloadTarget): Promise<FileReference> {
    const { to, filename } = options;
    refuseNoContent(request);
    return keepAnswer(await this.stream(request, call, options), request, to, filename);
  }

  async #send<Answer extends HttpResponse>(
    request: HttpRequest,
    call: CallScope,
    facts: Pick<Measure, 'responses' | 'bodyRefusal'>,
    exchange: Exchanger<Answer>,
  ): Promise<Answer> {
    const start: Hop = {
      method: request.method,
      url: this.#urlOf(request),
      headers: this.#headers.of(request, call),
      body: request.body,
    };
    const measure = { ...facts, rateHeaders: this.#api.rateHeaders };
    const inTurn = (grant: Grant) => this.#inTurn(request.path, call, measure, () => this.#follow(start, grant, exchange));
    const grant = await this.#signIn(call);
    let answer = await inTurn(grant);
    if (grant.token !== undefined && refusesToken(answer, measure)) {
      answer = await inTurn(await this.#signIn(call, grant.token));
    }
    const error = judge(answer, start.url.host, measure, this.#redactor);
    if (error) throw error;
    return answer;
  }

  /**
   * Finds out whether the service accepts the credentials; throws what {@link send} throws where it does not, and a
   * NotTestableError where nothing can be asked that would tell.
   */
  async test(call: CallScope): Promise<void> {
    if (!this.#api.test) return this.#tryLogin(call);
    const refusal = graphqlRefusalIn(await this.send(this.#api.test, call));
    if (refusal) throw redactedError(refusal, (text) => this.redact(text));
  }

  /** Asks for a token anew, as one at hand tells nothing: its account may have been taken away since. */
  async #tryLogin(call: CallScope): Promise<void> {
    const { authentication, clientCertificate } = this.#api;
    const isOfUser =
      authentication.kind === 'oauth1' || ('grant' in authentication && authentication.grant === 'authorizationCode');
    const tokens = this.#tokens;
    if (tokens && isOfUser) await this.#signIn(call);
    if (tokens && (!isOfUser || tokens.hasRefreshToken)) {
      await waitFor(tokens.ask(), 'a token', call);
    } else if (authentication.kind !== 'none' || clientCertificate) {
      throw new NotTestableError(
        'The application names no request that tells whether the service accepts this login. The first call will tell.',
      );
    }
  }

  /** Closes the connections that were opened with the client certificate, for an account that is gone. Waits for those in use. */
  async close(): Promise<void> {
    if (this.#trustedHttp !== this.#http) await this.#trustedHttp.close();
  }

  /** Replaces the secrets of this connection in text that is going to be shown, of which `maxLength` characters are kept. */
  redact(text: string, maxLength?: number): string {
    return this.#redactor.redact(text, maxLength);
  }

  async #signIn(call: CallScope, refused?: string): Promise<Grant> {
    if (!this.#tokens) return this.#grant;
    const token =
      this.#tokens.current(refused) ??
      (await waitFor(refused === undefined ? this.#tokens.get() : this.#tokens.replace(refused), 'a token', call));
    if (token !== this.#grant.token) {
      const { tokenSecret = '' } = this.#tokens;
      this.#redactor.addToken(token);
      this.#redactor.addToken(tokenSecret);
      this.#grant = tokenGrant(this.#api.authentication, this.#credentials, { token, tokenSecret });
    }
    return this.#grant;
  }

  /** A request and its redirects count as one. */
  async #inTurn<Answer extends HttpResponse>(
    path: string,
    call: CallScope,
    measure: Measure,
    follow: () => Promise<Answer>,
  ): Promise<Answer> {
    const budget = this.#budget;
    if (!budget) return follow();
    const turn = budget.turn(path, patienceOf(call));
    if (turn) await timed(turn, call.onBudgetWait);
    let answer: Answer | undefined;
    try {
      answer = await follow();
      return answer;
    } finally {
      budget.ended(path, answer && readAnswerHint(answer, measure));
    }
  }

  async #follow<Answer extends HttpResponse>(start: Hop, grant: Grant, exchange: Exchanger<Answer>): Promise<Answer> {
    let hop: Hop = { ...start, headers: { ...start.headers, ...grant.headers } };
    let isTrusted = true;
    for (let redirects = 0; ; redirects++) {
      const answer = await exchange(isTrusted ? granted(hop, grant) : hop, isTrusted);
      const location = readLocation(answer);
      if (location === undefined) {
        return { ...answer, url: (grant.query ? withoutValue(hop.url, grant.query[1]) : hop.url).href };
      }
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

  #urlOf({ method, path }: HttpRequest): URL {
    const url = this.#hosts.resolve(path);
    return method === 'GET' && isLink.test(path) ? withoutMasked(url) : url;
  }

  #exchange(hop: Hop, call: CallScope, isTrusted: boolean): Promise<HttpResponse> {
    const { deadlineAt, signal } = call;
    const answer = this.#httpFor(isTrusted).exchange({ ...hop, deadlineAt, signal });
    return followed(answer, hop, call, this.#redactor);
  }

  #httpFor(isTrusted: boolean): HttpClient {
    return isTrusted ? this.#trustedHttp : this.#http;
  }
}

/** Sends one request of several that redirects may make of it. */
type Exchanger<Answer> = (hop: Hop, isTrusted: boolean) => Promise<Answer>;

function patienceOf({ deadlineAt, budgetPatienceMs = Number.POSITIVE_INFINITY, signal }: CallScope): Patience {
  return { deadlineAt: Math.min(deadlineAt, performance.now() + budgetPatienceMs), signal };
}

async function timed(turn: Promise<Turn>, onBudgetWait: CallScope['onBudgetWait']): Promise<void> {
  const startedAt = performance.now();
  let given: Turn;
  try {
    given = await turn;
  } finally {
    if (given !== 'free') onBudgetWait?.(performance.now() - startedAt);
  }
}
