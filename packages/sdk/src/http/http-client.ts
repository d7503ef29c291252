import type { Agent, Dispatcher } from 'undici';
import { CancelledError } from '../errors/cancelled-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import type { ClientCertificate } from './client-certificate.ts';
import { EgressGuard } from './egress-guard.ts';
import type { AgentOptions } from './guarded-agent.ts';
import { withCertificateHint } from './network-faults.ts';
import { PendingExchange } from './pending-exchange.ts';
import type { HttpRequest, HttpResponse, StreamedResponse } from './request.ts';
import { StreamedExchange } from './streamed-exchange.ts';

export interface HttpClientOptions {
  /** Addresses inside private networks that may be reached all the same; see {@link EgressGuard}. */
  readonly allow?: readonly string[];
  /** Milliseconds until a connection must stand. 5,000 by default. */
  readonly connectTimeoutMs?: number;
  /** Largest body of an answer in bytes, counted after decompression. 10 MiB by default. */
  readonly maxResponseBytes?: number;
  /** Connections to one origin at a time; further requests wait. 128 by default. */
  readonly connectionsPerOrigin?: number;
  /**
   * Where a request really goes; for tests and for proxies. Everything else stays with the address that was asked for: the
   * declared hosts, the demand for TLS, redirects, the Host header and the words of errors.
   */
  readonly reroute?: Reroute | undefined;
}

/** Leads the address of a request to another one. */
export type Reroute = (url: URL) => URL;

/** One request to one address, without redirects, retries or judgement. */
export interface Exchange {
  readonly method: HttpRequest['method'];
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** When to give up, in milliseconds of `performance.now()`. */
  readonly deadlineAt: number;
  readonly signal?: AbortSignal | undefined;
}

/** Makes what follows an exchange and tells how it ended. */
type Handle<Answer> = (resolve: (answer: Answer) => void, reject: (error: Error) => void) => Dispatcher.DispatchHandler;

/** The one client of all outgoing calls: a total deadline, a size cap and the egress guard hold for each of them. */
export class HttpClient {
  readonly guard: EgressGuard;
  readonly reroute: Reroute | undefined;
  readonly #options: HttpClientOptions;
  readonly #certificate: ClientCertificate | undefined;
  readonly #derived = new Set<WeakRef<HttpClient>>();
  readonly #agentOptions: AgentOptions;
  readonly #maxResponseBytes: number;
  #opening: Promise<Agent> | undefined;
  #agent: Agent | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: HttpClientOptions = {}, certificate?: ClientCertificate) {
    const { allow, connectTimeoutMs = 5000, maxResponseBytes = 10 * 1024 * 1024, connectionsPerOrigin = 128, reroute } = options;
    this.#options = options;
    this.#certificate = certificate;
    this.guard = new EgressGuard(allow);
    this.reroute = reroute;
    this.#agentOptions = { connectTimeoutMs, connectionsPerOrigin };
    this.#maxResponseBytes = maxResponseBytes;
  }

  /** Throws NetworkError, TimeoutError, CancelledError, RequestError, ResponseTooLargeError, MalformedResponseError or EgressError. */
  exchange(exchange: Exchange): Promise<HttpResponse> {
    return this.#start(exchange, (...ends) => new PendingExchange(exchange, this.#maxResponseBytes, ...ends));
  }

  /**
   * The same for an answer whose body is read as it arrives. Reading it throws NetworkError, TimeoutError, CancelledError,
   * ResponseTooLargeError after `maxBytes`, or MalformedResponseError.
   */
  stream(exchange: Exchange, maxBytes: number): Promise<StreamedResponse> {
    return this.#start(exchange, (...ends) => new StreamedExchange(exchange, maxBytes, ...ends));
  }

  #start<Answer>(exchange: Exchange, handle: Handle<Answer>): Promise<Answer> {
    const answer = this.#agent
      ? this.#send(exchange, this.#agent, handle)
      : this.#open().then((agent) => this.#send(exchange, agent, handle));
    return this.#certificate ? answer.catch((error: unknown) => Promise.reject(withCertificateHint(error))) : answer;
  }

  #send<Answer>(exchange: Exchange, agent: Agent, handle: Handle<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { method, url, headers, body, deadlineAt, signal } = exchange;
      if (signal?.aborted) return reject(new CancelledError('The call was cancelled before it was sent.'));
      if (deadlineAt <= performance.now())
        return reject(new TimeoutError(`The deadline of the call passed before ${method} was sent to ${url.host}.`));
      const target = this.reroute ? this.reroute(url) : url;
      agent.dispatch(
        {
          origin: target.origin,
          path: `${target.pathname}${target.search}`,
          method,
          headers: target === url ? headers : { ...headers, host: url.host },
          body: body ?? null,
        },
        handle(resolve, reject),
      );
    });
  }

  /** A client with the same rules, and connections of its own that show this certificate. It is closed with this one at the latest. */
  withCertificate(certificate: ClientCertificate): HttpClient {
    const derived = new HttpClient(this.#options, certificate);
    for (const known of this.#derived) if (!known.deref()) this.#derived.delete(known);
    this.#derived.add(new WeakRef(derived));
    return derived;
  }

  /** Waits for the exchanges under way. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#derived].map(async (derived) => await derived.deref()?.close()));
    // A certificate that cannot be used opened nothing that would have to be closed.
    const agent = await this.#open().catch(() => undefined);
    await agent?.close();
  }

  async #open(): Promise<Agent> {
    this.#opening ??= import('./guarded-agent.ts').then(({ guardedAgent }) =>
      guardedAgent(this.guard, this.#agentOptions, this.#certificate),
    );
    this.#agent = await this.#opening;
    return this.#agent;
  }
}
