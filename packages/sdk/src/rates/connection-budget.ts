import type { Patience } from '../http/deadline.ts';
import type { ApplicationBudget } from './application-budget.ts';
import { BudgetQueue } from './budget-queue.ts';
import { budgetSpent } from './budget-spent.ts';
import { Holds } from './holds.ts';
import { type Limit, sameLimit } from './limits.ts';
import type { RateBudget } from './rate-budget.ts';
import type { RateHint } from './rate-hint.ts';
import { RateWindow } from './rate-window.ts';

/** The budget of one account: its own limits, those it shares with the other accounts, and what the service says. */
export class ConnectionBudget implements RateBudget {
  readonly #application: ApplicationBudget;
  readonly #queue = new BudgetQueue();
  readonly #holds = new Holds();
  #windows: readonly RateWindow[] = [];
  #inFlight = 0;

  constructor(application: ApplicationBudget) {
    this.#application = application;
  }

  get isWaiting(): boolean {
    return this.#queue.length > 0;
  }

  /** Windows whose limit stays go on counting. */
  limit(limits: readonly (Limit | undefined)[]): void {
    this.#windows = limits
      .filter((limit) => limit !== undefined)
      .map((limit) => this.#windows.find((window) => sameLimit(window.limit, limit)) ?? new RateWindow(limit));
    if (this.isWaiting) this.#application.serve(this);
  }

  turn(path: string, patience: Patience): Promise<undefined> | undefined {
    if (this.#windows.length === 0 && this.#holds.isFree && this.#application.isUnlimited) {
      this.#inFlight++;
      return undefined;
    }
    const now = performance.now();
    const isFirst = !this.isWaiting && !this.#application.isCrowded;
    if (isFirst && Math.max(this.#freeAt(path, now), this.#application.freeAt()) <= now) {
      this.#take(path, now);
      return undefined;
    }
    const expectedAt = this.#expectedAt(path);
    if (expectedAt >= patience.deadlineAt) return Promise.reject(budgetSpent(expectedAt - now));
    const waiting = this.#queue.wait(path, patience, () => this.#expectedAt(path));
    this.#application.serve(this);
    return waiting;
  }

  ended(path: string, hint: RateHint | undefined): void {
    this.#inFlight--;
    // Before anybody is served, who might be held back by it.
    if (hint) this.#holds.note(path, hint, performance.now());
    if (this.#windows.length > 0 || !this.#application.isUnlimited) this.#noteEnded(performance.now());
    if (this.isWaiting) this.#application.serve(this);
  }

  /** Gives one turn and returns `undefined`, or returns when one may be free. The application's own limit is not looked at. */
  serveOne(now: number): number | undefined {
    const windowsFreeAt = this.#windowsFreeAt();
    if (windowsFreeAt > now) return windowsFreeAt;
    const next = this.#queue.next(now, (path) => this.#holds.freeAt(path, this.#inFlight, now));
    if (typeof next === 'number') return next;
    // Leaves the queue, so that those who wait behind it are counted without it.
    next.go();
    this.#take(next.path, now);
    return undefined;
  }

  #take(path: string, now: number): void {
    this.#inFlight++;
    for (const window of this.#windows) window.take(now);
    this.#application.take(now);
    this.#holds.noteSent(path, now, this.isWaiting);
  }

  #noteEnded(now: number): void {
    for (const window of this.#windows) window.noteEnded(now);
    this.#application.noteEnded(now);
  }

  #freeAt(path: string, now: number): number {
    return Math.max(this.#holds.freeAt(path, this.#inFlight, now), this.#windowsFreeAt());
  }

  #windowsFreeAt(ahead = 0): number {
    return this.#windows.reduce((latest, window) => Math.max(latest, window.freeAt(ahead)), Number.NEGATIVE_INFINITY);
  }

  /** When a caller who comes now gets its turn, at the earliest: behind all who wait. */
  #expectedAt(path: string): number {
    return Math.max(this.#holds.heldUntil(path), this.#application.freeAt(), this.#windowsFreeAt(this.#queue.length));
  }
}
