import { Limit } from '@mortise/sdk';
import { z } from 'zod';

/** Requests that were sent close to each other: when the last of them was, and how many they are. */
const Entry = z.tuple([z.number(), z.number(), z.int()]);
type Entry = z.infer<typeof Entry>;

/** What was sent under one limit, as it is stored. */
export const StoredWindow = z.object({ limit: Limit, entries: z.array(Entry) });
export type StoredWindow = z.infer<typeof StoredWindow>;

/** Entries are told apart by this part of the limit's time: exact enough, and a row stays small. */
const entriesPerWindow = 64;
/** Requests travel for different times; what was sent a whole window apart must not arrive any closer. */
const marginShare = 0.1;
const longestMarginMs = 1000;

/** Remembers what was sent under one limit, and says when the next request may be: never more than the amount in any such time. */
export class SentRequests {
  readonly limit: Limit;
  readonly #lengthMs: number;
  readonly #entries: Entry[];

  constructor({ limit, entries }: StoredWindow) {
    this.limit = limit;
    const ms = limit.seconds * 1000;
    this.#lengthMs = ms + Math.min(longestMarginMs, ms * marginShare);
    this.#entries = entries.map((entry): Entry => [...entry]);
  }

  /** `now` where one more may be sent at once. Times are milliseconds since 1970. */
  freeAt(now: number): number {
    let used = 0;
    for (const [, last, count] of this.#entries) if (last + this.#lengthMs > now) used += count;
    let at = now;
    for (const [, last, count] of this.#entries) {
      if (used < this.limit.amount) break;
      if (last + this.#lengthMs <= now) continue;
      used -= count;
      at = last + this.#lengthMs;
    }
    return at;
  }

  take(at: number): void {
    const latest = this.#entries.at(-1);
    if (latest && at - latest[0] < this.#lengthMs / entriesPerWindow) {
      latest[1] = Math.max(latest[1], at);
      latest[2]++;
    } else this.#entries.push([at, at, 1]);
  }

  /** When nothing of it counts any more. */
  get forgottenAt(): number {
    return (this.#entries.at(-1)?.[1] ?? Number.NEGATIVE_INFINITY) + this.#lengthMs;
  }

  /** Without what counts no more. */
  stored(now: number): StoredWindow {
    return { limit: this.limit, entries: this.#entries.filter(([, last]) => last + this.#lengthMs > now) };
  }
}
