import { CancelledError } from '../errors/cancelled-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import { remainingMs } from './deadline.ts';
import type { Exchange } from './http-client.ts';

/** Says when an exchange has to be given up: at its deadline, or when its caller gives up. */
export class ExchangeWatch {
  readonly #signal: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #cancel: (() => void) | undefined;

  constructor({ url, method, deadlineAt, signal }: Exchange, giveUp: (error: Error) => void) {
    this.#signal = signal;
    const expire = () => giveUp(new TimeoutError(`${url.host} did not answer ${method} before the deadline of the call.`));
    this.#timer = setTimeout(expire, remainingMs(deadlineAt));
    if (signal) {
      this.#cancel = () => giveUp(new CancelledError('The call was cancelled while the service was working.'));
      signal.addEventListener('abort', this.#cancel);
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#cancel) this.#signal?.removeEventListener('abort', this.#cancel);
  }
}
