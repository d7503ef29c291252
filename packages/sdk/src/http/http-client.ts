import type { Agent } from 'undici';
import { CancelledError } from '../errors/cancelled-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { EgressGuard } from './egress-guard.ts';
import type { AgentOptions } from './guarded-agent.ts';
import { PendingExchange } from './pending-exchange.ts';
import type { HttpRequest, HttpResponse } from './request.ts';

export interface HttpClientOptions {
  /** Addresses inside private networks that may be reached all the same; see {@link EgressGuard}. */
  readonly allow?: readonly string[];
  /** Milliseconds until a connection must stand. 5,000 by default. */
  readonly connectTimeoutMs?: number;
  /** Largest body of an answer in bytes, counted after decompression. 10 MiB by default. */
  readonly maxResponseBytes?: number;
  /** Connections to one origin at a time; further requests wait. 128 by default. */
  readonly connectionsPerOrigin?: number;
}

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

/** The one client of all outgoing calls: a total deadline, a size cap and the egress guard hold for each of them. */
export class HttpClient {
  readonly guard: EgressGuard;
  readonly #agentOptions: AgentOptions;
  readonly #maxResponseBytes: number;
  #opening: Promise<Agent> | undefined;
  #agent: Agent | undefined;
  #closing: Promise<void> | undefined;

  constructor({
    allow,
    connectTimeoutMs = 5000,
    maxResponseBytes = 10 * 1024 * 1024,
    connectionsPerOrigin = 128,
  }: HttpClientOptions = {}) {
    this.guard = new EgressGuard(allow);
    this.#agentOptions = { connectTimeoutMs, connectionsPerOrigin };
    this.#maxResponseBytes = maxResponseBytes;
  }

  /** Throws NetworkError, TimeoutError, CancelledError, RequestError, ResponseTooLargeError, MalformedResponseError or EgressError. */
  exchange(exchange: Exchange): Promise<HttpResponse> {
    return this.#agent ? this.#send(exchange, this.#agent) : this.#open().then((agent) => this.#send(exchange, agent));
  }

  #send(exchange: Exchange, agent: Agent): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      const { method, url, headers, body, deadlineAt, signal } = exchange;
      if (signal?.aborted) return reject(new CancelledError('The call was cancelled before it was sent.'));
      if (deadlineAt <= performance.now())
        return reject(new TimeoutError(`The deadline of the call passed before ${method} was sent to ${url.host}.`));
      const pending = new PendingExchange(exchange, this.#maxResponseBytes, resolve, reject);
      agent.dispatch({ origin: url.origin, path: `${url.pathname}${url.search}`, method, headers, body: body ?? null }, pending);
    });
  }

  /** Waits for the exchanges under way. */
  close(): Promise<void> {
    this.#closing ??= this.#open().then((agent) => agent.close());
    return this.#closing;
  }

  async #open(): Promise<Agent> {
    this.#opening ??= import('./guarded-agent.ts').then(({ guardedAgent }) => guardedAgent(this.guard, this.#agentOptions));
    this.#agent = await this.#opening;
    return this.#agent;
  }
}
