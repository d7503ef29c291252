import type { Dispatcher } from 'undici';
import { decode } from './decode.ts';
import { ExchangeWatch } from './exchange-watch.ts';
import type { Exchange } from './http-client.ts';
import { toTypedError } from './network-faults.ts';
import type { HttpResponse } from './request.ts';
import { announcesTooMuch, flattenHeaders, tooLarge } from './response-facts.ts';

/** An exchange under way: it collects the answer and ends once, with whatever comes first. */
export class PendingExchange implements Dispatcher.DispatchHandler {
  readonly #exchange: Exchange;
  readonly #maxBytes: number;
  readonly #resolve: (answer: HttpResponse) => void;
  readonly #reject: (error: Error) => void;
  readonly #watch: ExchangeWatch;
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
    this.#watch = new ExchangeWatch(exchange, (error) => this.#giveUp(error));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It waited for a connection longer than its caller did.
    if (this.#ended instanceof Error) controller.abort(this.#ended);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Readonly<Record<string, unknown>>): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = flattenHeaders(headers);
    if (announcesTooMuch(this.#exchange, this.#headers, this.#maxBytes)) this.#refuseSize();
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
    this.#watch.stop();
    return true;
  }

  #refuseSize(): void {
    this.#chunks.length = 0;
    this.#giveUp(tooLarge(this.#exchange, this.#maxBytes));
  }
}
