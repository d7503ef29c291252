import { residentMegabytes } from './resident-memory.ts';

export interface WatchdogOptions {
  readonly pid: number | undefined;
  /** Resident memory in megabytes; more is too much. */
  readonly memoryMegabytes: number;
  /** Milliseconds without a sign of life that are too many. */
  readonly unresponsiveAfterMs: number;
  /** Asks the process for a sign of life. */
  ping(): void;
  onSilent(): void;
  onTooLarge(megabytes: number): void;
}

const busyTickMs = 250;
/** A plugin can loop or leak in a timer of its own, with no call to blame; there is no hurry to notice. */
const idleTickMs = 2000;
/** How long a process may take to answer a ping after one of its calls ran out of time. */
const doubtMs = 1000;

/** Watches one process: whether it still answers and how much memory it takes, closely while it has work. */
export class Watchdog {
  readonly #options: WatchdogOptions;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  #tickMs = idleTickMs;
  #silentMs = 0;
  #doubt: PromiseWithResolvers<void> | undefined;
  #doubtTimer: NodeJS.Timeout | undefined;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#schedule();
  }

  set isBusy(busy: boolean) {
    const tickMs = busy ? busyTickMs : idleTickMs;
    if (tickMs === this.#tickMs) return;
    this.#tickMs = tickMs;
    this.#silentMs = 0;
    this.#schedule();
  }

  /** Notes a sign of life. */
  heard(): void {
    this.#silentMs = 0;
    if (this.#doubt) this.#settleDoubt();
  }

  /** After a call ran out of time: the process answers at once, or it hangs and must end before the next call joins it. */
  suspect(): void {
    if (this.#doubt) return;
    this.#doubt = Promise.withResolvers();
    this.#options.ping();
    // By the immediate, an answer that waited for a host that was itself held up has been read.
    const expire = () => setImmediate(() => this.#doubt && this.#options.onSilent());
    this.#doubtTimer = setTimeout(expire, doubtMs);
  }

  /** Settles once no doubt is left, either way. */
  async trusted(): Promise<void> {
    await this.#doubt?.promise;
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#settleDoubt();
  }

  #settleDoubt(): void {
    clearTimeout(this.#doubtTimer);
    this.#doubt?.resolve();
    this.#doubt = undefined;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.#tick(), this.#tickMs).unref();
  }

  async #tick(): Promise<void> {
    // Ticks are added up rather than time: a host that was itself held up must not blame the plugin.
    this.#silentMs += this.#tickMs;
    this.#schedule();
    if (this.#silentMs > this.#options.unresponsiveAfterMs) return this.#options.onSilent();
    this.#options.ping();
    const megabytes = await residentMegabytes(this.#options.pid);
    if (megabytes > this.#options.memoryMegabytes) this.#options.onTooLarge(megabytes);
  }
}
