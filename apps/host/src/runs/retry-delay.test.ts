import { describe, expect, it } from 'vitest';
import { RetryPolicy } from '../processes/process-document.ts';
import { nextTry } from './retry-delay.ts';

const policy = RetryPolicy.parse({});
const now = new Date(1_800_000_000_000);

/** How long a message waits after its first attempt, where its service asks for a time. */
function delayMs(askedForMs: number, more: Partial<RetryPolicy> = {}): number | undefined {
  const until = nextTry({ ...policy, ...more }, 1, now, askedForMs, now);
  return until && until.getTime() - now.getTime();
}

describe('nextTry', () => {
  it.each([5000, 60_000])(
    'lets no crowd that is told to come back after %i ms do so at one moment, and nobody earlier',
    (asked) => {
      const delays = Array.from({ length: 1000 }, () => delayMs(asked) ?? 0);
      const buckets = Map.groupBy(delays, (delay) => Math.floor(delay / 100));
      expect(Math.max(...[...buckets.values()].map(({ length }) => length))).toBeLessThanOrEqual(50);
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(asked);
      expect(Math.max(...delays)).toBeLessThan(asked + Math.max(4000, asked / 4));
    },
  );

  it('prolongs a short wait by no more than as much again, and none beyond the age that a message may reach', () => {
    const quick = { firstDelaySeconds: 0, longestDelaySeconds: 0 };
    for (let round = 0; round < 100; round++) {
      expect(delayMs(20, quick)).toBeLessThan(40);
      expect(delayMs(5000, { givenUpAfterSeconds: 5 })).toBe(5000);
    }
    expect(delayMs(5001, { givenUpAfterSeconds: 5 })).toBeUndefined();
  });

  it('adds nothing to what is waited for without end', () => {
    const limit = { attempts: Number.POSITIVE_INFINITY, firstDelaySeconds: 0, longestDelaySeconds: 0 };
    expect(Array.from({ length: 10 }, () => delayMs(5000, limit))).toEqual(Array(10).fill(5000));
  });
});
