import { remainingMs } from '../http/deadline.ts';
import type { ConnectionBudget } from './connection-budget.ts';
import { type Limit, sameLimit } from './limits.ts';
import { RateWindow } from './rate-window.ts';

/** What all accounts of an application share. Gives turns to those who wait, to one connection after the other. */
export class ApplicationBudget {
  #window: RateWindow | undefined;
  /** In the order of their next turn. */
  readonly #waiting = new Set<ConnectionBudget>();
  #timer: NodeJS.Timeout | undefined;

  get isUnlimited(): boolean {
    return this.#window === undefined;
  }

  /** Whether somebody has to wait their turn for what all share. */
  get isCrowded(): boolean {
    return this.#window !== undefined && this.#waiting.size > 0;
  }

  limit(limit: Limit | undefined): void {
    if (!sameLimit(this.#window?.limit, limit)) this.#window = limit && new RateWindow(limit);
  }

  freeAt(): number {
    return this.#window?.freeAt() ?? Number.NEGATIVE_INFINITY;
  }

  take(now: number): void {
    this.#window?.take(now);
  }

  noteEnded(now: number): void {
    if (!this.#window) return;
    this.#window.noteEnded(now);
    if (this.#waiting.size > 0) this.#serveAll();
  }

  /** To be called whenever a connection has callers that wait, or something has changed for those it has. */
  serve(connection: ConnectionBudget): void {
    this.#waiting.add(connection);
    this.#serveAll();
  }

  #serveAll(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    let nextAt = Number.POSITIVE_INFINITY;
    // A set goes on with what is added behind: a connection that was served gets in line again.
    for (const connection of this.#waiting) {
      if (this.freeAt() > now) {
        nextAt = this.freeAt();
        break;
      }
      const freeAt = connection.isWaiting ? connection.serveOne(now) : Number.POSITIVE_INFINITY;
      if (freeAt !== undefined) nextAt = Math.min(nextAt, freeAt);
      if (freeAt === undefined || !connection.isWaiting) this.#waiting.delete(connection);
      if (freeAt === undefined && connection.isWaiting) this.#waiting.add(connection);
    }
    // Each caller has a timer of its own that keeps the program running; this one must not outlive them.
    if (nextAt !== Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.#serveAll(), remainingMs(nextAt)).unref();
  }
}
