import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault, write } from './faults.ts';
import { type RecordedRequest, record } from './recorded-request.ts';

/** Replies to a request with what it returns: a body, an answer in full or one of `faults`. */
export type Responder = (request: RecordedRequest) => unknown;

interface Route {
  readonly matches: (request: RecordedRequest) => boolean;
  readonly responder: Responder;
}

/** 421, Misdirected Request: no service answers with it and no connector makes a success of it. */
const unscripted = 421;

/** A service on this machine that says what a test tells it to say. */
export class FakeApi {
  /** What arrived, in order, whatever the answer. */
  readonly requests: RecordedRequest[] = [];
  readonly #queue: unknown[] = [];
  readonly #first: Route[] = [];
  readonly #routes: Route[] = [];
  readonly #unexpected: string[] = [];
  #fallback: Responder | undefined;
  readonly #server = createServer((message, response) => void this.#answer(message, response));

  /** Queues replies: a body, `{ status, headers, body }`, one of `faults`, or a function of the request that gives one of them. */
  replies(...replies: readonly unknown[]): this {
    this.#queue.push(...replies);
    return this;
  }

  /** Answers a route, written like `GET /orders`, each time it is asked and nothing is queued; with a host before the path, on that host alone. */
  on(route: string, reply: unknown): this {
    const [, method = '', host = '', path = ''] = /^([A-Z]+) ([^/]*)(\/.*)$/.exec(route) ?? [];
    if (!path) throw new TypeError(`"${route}" is not a route. Write it like "GET /orders" or "POST login.example.com/token".`);
    const matches = (asked: RecordedRequest) =>
      asked.method === method && asked.path === path && (host === '' || asked.host === host);
    this.#routes.push({ matches, responder: toResponder(reply) });
    return this;
  }

  /** Answers what matches before the queue is looked at; for requests that are not the subject of a test, such as those for tokens. */
  aside(matches: (request: RecordedRequest) => boolean, reply: unknown): this {
    this.#first.push({ matches, responder: toResponder(reply) });
    return this;
  }

  /** Answers every request that neither the queue nor a route answers. */
  otherwise(responder: Responder): this {
    this.#fallback = responder;
    return this;
  }

  get port(): number {
    const address = this.#server.address();
    return isAddress(address) ? address.port : 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Leads any address to this server; for `HttpClientOptions.reroute`. */
  readonly reroute = (url: URL): URL => {
    const target = new URL(url);
    target.protocol = 'http:';
    target.hostname = '127.0.0.1';
    target.port = String(this.port);
    return target;
  };

  /** Throws an Error that names the requests which nobody scripted an answer for. */
  check(): void {
    if (this.#unexpected.length === 0) return;
    const list = this.#unexpected.join(', ');
    throw new Error(`Nobody scripted an answer for ${list}. Call .replies(…) once for every request, or .on(route, …).`);
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#server.on('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  /** Ends every connection, those that hang too. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const request = await record(message);
      const reply = await this.#replyTo(request);
      if (reply instanceof Fault) reply.act(response);
      else write(response, reply);
    } catch (error) {
      // A caller that went away needs no answer; a script that throws is the test's mistake and has to be seen.
      if (message.destroyed && !message.complete) return;
      const reason = error instanceof Error ? error.message : String(error);
      this.#unexpected.push(`${message.method} ${message.headers.host}${message.url} (${reason})`);
      if (response.headersSent) response.destroy();
      else write(response, { status: unscripted, body: { message: reason } });
    }
  }

  async #replyTo(request: RecordedRequest): Promise<unknown> {
    const { method, host, path } = request;
    this.requests.push(request);
    const first = this.#first.find((route) => route.matches(request));
    if (first) return first.responder(request);
    if (this.#queue.length > 0) return toResponder(this.#queue.shift())(request);
    const route = this.#routes.find((known) => known.matches(request));
    if (route) return route.responder(request);
    if (this.#fallback) return this.#fallback(request);
    this.#unexpected.push(`${method} ${host}${path}`);
    return { status: unscripted, body: { message: `Nobody scripted an answer for ${method} ${host}${path}.` } };
  }
}

/** Starts a fake API on a free port of 127.0.0.1. Close it when the test ends; `check()` then tells what nobody scripted. */
export function startFakeApi(): Promise<FakeApi> {
  return new FakeApi().listen();
}

function toResponder(reply: unknown): Responder {
  return typeof reply === 'function' ? (request): unknown => reply(request) : () => reply;
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
