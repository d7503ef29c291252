import type { RateHint } from './rate-hint.ts';

/** A service that asks for more is asked again after this; it may have meant something else. */
const longestMs = 60 * 60 * 1000;
/** Between callers who waited for the same end, so that the first of them finds out whether it has come. */
const gapMs = 20;
/** Resets of one window differ by how long answers travel, and by rounding to seconds. */
const sameWindowMs = 1500;
/** No kind of request has this name. */
const everything = '/';

/** What the answers of a service say about when it takes more requests of an account. */
export class Holds {
  /** Until when nothing of a kind is sent; after it has passed, kept until nobody waits any more. */
  readonly #until = new Map<string, number>();
  #remaining = Number.POSITIVE_INFINITY;
  #resetAt = 0;

  get isFree(): boolean {
    return this.#until.size === 0 && this.#resetAt === 0;
  }

  note(path: string, { remaining, resetMs = 0, resource }: RateHint, now: number): void {
    const resetAt = now + Math.min(resetMs, longestMs);
    if (resetAt <= now) return;
    // Of several budgets, requests of the same kind are likely to share one. Others must not wait for it.
    if (remaining === 0) this.#hold(resource === undefined ? everything : kindOf(path), resetAt, now);
    else if (resource === undefined) this.#count(remaining, resetAt, now);
  }

  /** Until when a request is held back in any case. */
  heldUntil(path: string): number {
    if (this.#until.size === 0) return 0;
    return Math.max(this.#until.get(everything) ?? 0, this.#until.get(kindOf(path)) ?? 0);
  }

  /** When the next request may be sent, while `inFlight` others have no answer yet, and may or may not be counted already. */
  freeAt(path: string, inFlight: number, now: number): number {
    if (this.#resetAt <= now) this.#resetAt = 0;
    return Math.max(this.heldUntil(path), inFlight >= this.#remaining ? this.#resetAt : 0);
  }

  /** To be told of every request that is sent. */
  noteSent(path: string, now: number, areOthersWaiting: boolean): void {
    if (this.#until.size === 0) return;
    for (const kind of [everything, kindOf(path)]) {
      if (!areOthersWaiting) this.#until.delete(kind);
      else if (this.#until.has(kind)) this.#until.set(kind, now + gapMs);
    }
  }

  #hold(kind: string, until: number, now: number): void {
    for (const [other, end] of this.#until) if (end < now - gapMs) this.#until.delete(other);
    this.#until.set(kind, Math.max(this.#until.get(kind) ?? 0, until));
  }

  #count(remaining: number, resetAt: number, now: number): void {
    const isSameWindow = now < this.#resetAt && Math.abs(resetAt - this.#resetAt) < sameWindowMs;
    // Answers overtake each other; in one window the smaller count is the later one.
    this.#remaining = isSameWindow ? Math.min(this.#remaining, remaining) : remaining;
    this.#resetAt = resetAt;
  }
}

/** Which requests are likely to share a budget where a service has several: by the first segment of their path. */
export function kindOf(path: string): string {
  return /^(?:https?:\/\/[^/]*)?\/*([^/?#]*)/.exec(path)?.[1] ?? '';
}
