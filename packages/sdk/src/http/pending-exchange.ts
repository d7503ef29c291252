import type { Dispatcher } from 'undici';
import { CancelledError } from '../errors/cancelled-error.ts';
import { ResponseTooLargeError } from '../errors/response-too-large-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { remainingMs } from './deadline.ts';
import { decode } from './decode.ts';
import type { Exchange } from './http-client.ts';
import { toTypedError } from './network-faults.ts';
import type { HttpResponse } from './request.ts';

/** An exchange under way: it collects the answer and ends once, with whatever comes first. */
export class PendingExchange implements Dispatcher.DispatchHandler {
  readonly #exchange: Exchange;
  readonly #maxBytes: number;
  readonly #resolve: (answer: HttpResponse) => void;
  readonly #reject: (error: Error) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #cancel: (() => void) | undefined;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #status = 0;
  #headers: Record<string, string> = {};
  #controller: Dispatcher.DispatchController | undefined;
  #ended: Error | true | undefined;

  constructor(exchange: Exchange, maxBytes: number, resolve: (answer: HttpResponse) => void, reject: (error: Error) => void) {
    this.#exchange = exchange;
    this.#maxBytes = maxBytes;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#expire(), remainingMs(exchange.deadlineAt));
    if (exchange.signal) {
      this.#cancel = () => this.#giveUp(new CancelledError('The call was cancelled while the service was working.'));
      exchange.signal.addEventListener('abort', this.#cancel);
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It waited for a connection longer than its caller did.
    if (this.#ended instanceof Error) controller.abort(this.#ended);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Readonly<Record<string, unknown>>): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = flatten(headers);
    // The answer to HEAD tells the length of a body that does not follow.
    if (this.#exchange.method !== 'HEAD' && Number(this.#headers['content-length']) > this.#maxBytes) this.#refuseSize();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#maxBytes) this.#refuseSize();
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks, this.#size);
    const encoding = this.#headers['content-encoding'];
    if (encoding === undefined || this.#size === 0) {
      this.#succeed(body);
      return;
    }
    decode(body, encoding, this.#maxBytes).then(
      (decoded) => this.#succeed(decoded),
      (error) => this.#giveUp(error),
    );
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#giveUp(toTypedError(error, this.#exchange));
  }

  #succeed(body: Buffer): void {
    if (this.#end(true)) this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  #giveUp(error: Error): void {
    if (!this.#end(error)) return;
    this.#controller?.abort(error);
    this.#reject(error);
  }

  #end(how: Error | true): boolean {
    if (this.#ended) return false;
    this.#ended = how;
    clearTimeout(this.#timer);
    if (this.#cancel) this.#exchange.signal?.removeEventListener('abort', this.#cancel);
    return true;
  }

  #expire(): void {
    const { url, method } = this.#exchange;
    this.#giveUp(new TimeoutError(`${url.host} did not answer ${method} before the deadline of the call.`));
  }

  #refuseSize(): void {
    this.#chunks.length = 0;
    this.#giveUp(
      new ResponseTooLargeError(
        `${this.#exchange.url.host} sent more than ${this.#maxBytes} bytes. Ask for less at once, or raise the cap for this call.`,
      ),
    );
  }
}

/** Several values of one header become one, joined by a comma (RFC 9110, 5.3). */
function flatten(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === 'string') flat[name] = value;
    else if (Array.isArray(value)) flat[name] = value.join(', ');
  }
  return flat;
}
