import { type RateHint, requestKindOf } from '@mortise/sdk';
import type { Hold } from './budget-store.ts';

const longestMs = 60 * 60 * 1000;
/** A hold that ends this soon is over before another host has heard of it. */
const shortestMs = 500;
/** No kind of request has this name. */
const everything = '/';

/** What services want nothing of for a while, as far as this host has heard of it. */
export class HoldBoard {
  readonly #heldOf = new Map<string, { readonly revision: string; readonly kinds: Map<string, number> }>();
  readonly #tell: (hold: Hold) => void;

  /** `tell` passes on to the other hosts what they cannot know. */
  constructor(tell: (hold: Hold) => void) {
    this.#tell = tell;
  }

  /** What an answer has said to this host. */
  note(key: string, revision: string, path: string, { remaining, resetMs = 0, resource }: RateHint): void {
    if (remaining > 0 || resetMs < shortestMs) return;
    const kind = resource === undefined ? everything : requestKindOf(path);
    const hold = { key, revision, kind, forMs: Math.min(resetMs, longestMs) };
    if (this.learn(hold)) this.#tell(hold);
  }

  /** Says whether that is news. */
  learn({ key, revision, kind, forMs }: Hold): boolean {
    const known = this.#heldOf.get(key);
    const kinds = known?.revision === revision ? known.kinds : new Map<string, number>();
    const until = performance.now() + forMs;
    if (until - (kinds.get(kind) ?? 0) < shortestMs) return false;
    this.#heldOf.set(key, { revision, kinds: kinds.set(kind, until) });
    return true;
  }

  heldMs(key: string, revision: string, path: string): number {
    const held = this.#heldOf.get(key);
    if (held?.revision !== revision) return 0;
    const now = performance.now();
    const until = Math.max(held.kinds.get(everything) ?? 0, held.kinds.get(requestKindOf(path)) ?? 0);
    for (const [kind, end] of held.kinds) if (end <= now) held.kinds.delete(kind);
    if (held.kinds.size === 0) this.#heldOf.delete(key);
    return Math.max(0, until - now);
  }

  forget(key: string): void {
    this.#heldOf.delete(key);
  }
}
