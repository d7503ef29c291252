import type { RateHint } from './rate-hint.ts';

/** The budget that ends first; of several that are spent, the one that stays so the longest. */
export function tightest(hints: readonly RateHint[]): RateHint | undefined {
  return hints.toSorted((one, other) => one.remaining - other.remaining || (other.resetMs ?? 0) - (one.resetMs ?? 0))[0];
}
