import { isIP } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { CancelledError } from '../errors/cancelled-error.ts';
import { isMortiseError } from '../errors/mortise-error.ts';
import { NetworkError } from '../errors/network-error.ts';
import { ResponseTooLargeError } from '../errors/response-too-large-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import type { HttpRequest, HttpResponse } from '../request.ts';
import { decode } from './decode.ts';
import { EgressGuard } from './egress-guard.ts';

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
  readonly #agent: Agent;
  readonly #maxResponseBytes: number;

  constructor({
    allow,
    connectTimeoutMs = 5000,
    maxResponseBytes = 10 * 1024 * 1024,
    connectionsPerOrigin = 128,
  }: HttpClientOptions = {}) {
    this.guard = new EgressGuard(allow);
    this.#maxResponseBytes = maxResponseBytes;
    this.#agent = new Agent({
      connections: connectionsPerOrigin,
      // The exchange's own deadline covers headers and body.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: guardedConnector(this.guard, connectTimeoutMs),
    });
  }

  /** Throws NetworkError, TimeoutError, CancelledError, ResponseTooLargeError, MalformedResponseError or EgressError. */
  exchange({ method, url, headers, body, deadlineAt, signal }: Exchange): Promise<HttpResponse> {
    const max = this.#maxResponseBytes;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new CancelledError('The call was cancelled before it was sent.'));
      const chunks: Buffer[] = [];
      let size = 0;
      let status = 0;
      let answerHeaders: Record<string, string> = {};
      let controller: Dispatcher.DispatchController | undefined;
      let settled = false;

      const settle = (): boolean => {
        if (settled) return false;
        settled = true;
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        return true;
      };
      const giveUp = (error: Error) => {
        if (!settle()) return;
        controller?.abort(error);
        reject(error);
      };
      const cancel = () => giveUp(new CancelledError('The call was cancelled while the service was working.'));
      const timer = setTimeout(
        () => giveUp(new TimeoutError(`${url.host} did not answer ${method} before the deadline of the call.`)),
        Math.max(0, deadlineAt - performance.now()),
      );
      signal?.addEventListener('abort', cancel);

      this.#agent.dispatch(
        { origin: url.origin, path: `${url.pathname}${url.search}`, method, headers, ...(body !== undefined && { body }) },
        {
          onRequestStart(started) {
            controller = started;
            if (settled) started.abort(new CancelledError('The call has ended.'));
          },
          onResponseStart(_controller, statusCode, received) {
            if (statusCode < 200) return;
            status = statusCode;
            answerHeaders = flatten(received);
            if (Number(answerHeaders['content-length']) > max) giveUp(tooLarge(url, max));
          },
          onResponseData(_controller, chunk) {
            size += chunk.length;
            if (size > max) giveUp(tooLarge(url, max));
            else chunks.push(chunk);
          },
          onResponseEnd() {
            const raw = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
            const encoding = answerHeaders['content-encoding'];
            if (encoding === undefined || size === 0) {
              if (settle()) resolve({ status, headers: answerHeaders, body: raw });
              return;
            }
            decode(raw, encoding, max).then((decoded) => {
              if (settle()) resolve({ status, headers: answerHeaders, body: decoded });
            }, giveUp);
          },
          onResponseError(_controller, error) {
            if (settle()) reject(toNetworkError(error, url, method));
          },
        },
      );
    });
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }
}

function guardedConnector(guard: EgressGuard, timeout: number): buildConnector.connector {
  // A lookup must know the port it resolves for, so there is a connector for each port.
  const connectors = new Map<number, buildConnector.connector>();
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const hostname = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(hostname) !== 0) {
      try {
        guard.checkLiteral(hostname, port);
      } catch (refused) {
        callback(refused instanceof Error ? refused : new Error(String(refused)), null);
        return;
      }
    }
    let connector = connectors.get(port);
    if (!connector) {
      connector = buildConnector({ timeout, allowH2: false, lookup: guard.lookup(port) });
      connectors.set(port, connector);
    }
    connector({ ...options, hostname }, callback);
  };
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return flat;
}

function tooLarge(url: URL, max: number): ResponseTooLargeError {
  return new ResponseTooLargeError(
    `${url.host} sent more than ${max} bytes. Ask for less at once, or raise the cap for this call.`,
  );
}

function toNetworkError(error: Error, url: URL, method: string): Error {
  if (isMortiseError(error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return new TimeoutError(`${url.host} did not accept a connection in time.`, { cause: error });
  return new NetworkError(`${method} to ${url.host} failed: ${code}.`, { cause: error });
}
