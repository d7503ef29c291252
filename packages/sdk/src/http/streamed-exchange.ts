import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { CancelledError } from '../errors/cancelled-error.ts';
import { decodeStream } from './decode-stream.ts';
import { ExchangeWatch } from './exchange-watch.ts';
import type { Exchange } from './http-client.ts';
import { toTypedError } from './network-faults.ts';
import type { StreamedResponse } from './request.ts';
import { announcesTooMuch, flattenHeaders, tooLarge } from './response-facts.ts';

/**
 * An exchange whose body is read as it arrives: the service waits while nobody reads. The deadline and the cap hold for the whole
 * of it; whoever stops reading ends it.
 */
export class StreamedExchange implements Dispatcher.DispatchHandler {
  readonly #exchange: Exchange;
  readonly #maxBytes: number;
  readonly #resolve: (answer: StreamedResponse) => void;
  readonly #reject: (error: Error) => void;
  readonly #watch: ExchangeWatch;
  #controller: Dispatcher.DispatchController | undefined;
  #body: Readable | undefined;
  #ended: Error | true | undefined;

  constructor(exchange: Exchange, maxBytes: number, resolve: (answer: StreamedResponse) => void, reject: (error: Error) => void) {
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

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Readonly<Record<string, unknown>>): void {
    if (status < 200) return;
    const flat = flattenHeaders(headers);
    if (announcesTooMuch(this.#exchange, flat, this.#maxBytes)) {
      this.#giveUp(tooLarge(this.#exchange, this.#maxBytes));
      return;
    }
    const body = new Readable({
      read: () => controller.resume(),
      destroy: (error, callback) => {
        this.#giveUp(error ?? new CancelledError('Nobody reads the rest of the answer.'));
        callback(error);
      },
    });
    // Whoever reads is told; a body that nobody reads may fail in silence.
    body.on('error', () => undefined);
    this.#body = body;
    this.#resolve({ status, headers: flat, body: this.#read(body, flat) });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body?.push(chunk) === false) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#end(true)) this.#body?.push(null);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#giveUp(toTypedError(error, this.#exchange));
  }

  async *#read(body: Readable, headers: Readonly<Record<string, string>>): AsyncGenerator<Uint8Array, void, undefined> {
    const encoding = this.#exchange.method === 'HEAD' ? undefined : headers['content-encoding'];
    let size = 0;
    for await (const chunk of encoding === undefined ? body : decodeStream(body, encoding)) {
      size += chunk.length;
      if (size > this.#maxBytes) throw tooLarge(this.#exchange, this.#maxBytes);
      yield chunk;
    }
  }

  #giveUp(error: Error): void {
    if (!this.#end(error)) return;
    this.#controller?.abort(error);
    if (this.#body) this.#body.destroy(error);
    else this.#reject(error);
  }

  #end(how: Error | true): boolean {
    if (this.#ended) return false;
    this.#ended = how;
    this.#watch.stop();
    return true;
  }
}
