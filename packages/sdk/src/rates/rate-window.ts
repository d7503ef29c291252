import { Limit } from './limits.ts';

/** Entries that are kept at most; beyond it several requests share one, and less than a share of the amount is lost. */
const mostEntries = 1000;
const longestJourneyMs = 1000;

/**
 * Remembers requests and says when the next one may be sent: never more than the amount in any stretch of that length, as the
 * service sees it. When a request arrives there is not known; it is before its answer, and hardly long after it was sent.
 */
export class RateWindow {
  readonly limit: Limit;
  readonly #lengthMs: number;
  readonly #journeyMs: number;
  /** Requests that share an entry. */
  readonly #share: number;
  readonly #size: number;
  /** By when all requests of an entry have arrived; a ring, the oldest is overwritten. */
  readonly #arrivedAt: number[] = [];
  #taken = 0;
  #ended = 0;

  /** Throws a TypeError for a limit that is none. */
  constructor(limit: Limit) {
    const { amount, seconds } = limit;
    if (!Limit.safeParse(limit).success) {
      throw new TypeError(`A limit is a whole amount from 1 and a number of seconds above 0, not ${amount} in ${seconds} s.`);
    }
    this.limit = limit;
    this.#lengthMs = seconds * 1000;
    this.#journeyMs = Math.min(longestJourneyMs, this.#lengthMs / 4);
    this.#share = Math.ceil(amount / mostEntries);
    this.#size = Math.floor(amount / this.#share);
  }

  /** The earliest time for one more request after `ahead` others; in the past where it is now. */
  freeAt(ahead = 0): number {
    const current = this.#entryOf(this.#taken - 1);
    const entry = this.#entryOf(this.#taken + ahead);
    if (entry <= current || entry < this.#size) return Number.NEGATIVE_INFINITY;
    // An entry follows the one that lies a whole ring before it, which may itself have to wait.
    const rounds = Math.max(1, Math.ceil((entry - current) / this.#size));
    const known = this.#arrivedAt[(entry - rounds * this.#size) % this.#size];
    return (known ?? performance.now()) + this.#lengthMs * (known === undefined ? rounds - 1 : rounds);
  }

  take(now: number): void {
    const entry = this.#entryOf(this.#taken++);
    this.#arrivedAt[entry % this.#size] = now + this.#journeyMs;
  }

  /** Answers may come in any order: of so many requests that have ended, as many have arrived. */
  noteEnded(now: number): void {
    if (this.#ended === this.#taken) return;
    const entry = this.#entryOf(this.#ended++);
    const isWhole = this.#ended % this.#share === 0;
    const isKept = this.#entryOf(this.#taken - 1) - entry < this.#size;
    if (isWhole && isKept) this.#arrivedAt[entry % this.#size] = Math.min(now, this.#arrivedAt[entry % this.#size] ?? now);
  }

  #entryOf(request: number): number {
    return Math.floor(request / this.#share);
  }
}
