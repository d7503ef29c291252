import { describe, expect, it } from 'vitest';
import { SentRequests } from './sent-requests.ts';

/** Sends as early as it may, each time from what was stored, and gives when that was. */
function sendAll(limit: { amount: number; seconds: number }, count: number): number[] {
  let stored = new SentRequests({ limit, entries: [] }).stored(0);
  let now = 1000;
  return Array.from({ length: count }, () => {
    const window = new SentRequests(stored);
    now = window.freeAt(now);
    window.take(now);
    stored = window.stored(now);
    return now;
  });
}

describe('SentRequests', () => {
  it.each([
    [1, 1],
    [10, 1],
    [7, 0.5],
    [1000, 10],
    [2400, 60],
  ])('lets %d in %d s out at once, and never more in any such time', (amount, seconds) => {
    const times = sendAll({ amount, seconds }, amount * 3);
    expect(times[amount - 1]).toBe(1000);
    for (let index = amount; index < times.length; index++) {
      expect(Number(times[index]) - Number(times[index - amount])).toBeGreaterThanOrEqual(seconds * 1000);
    }
    // A tenth of the time, or a second, is kept as a margin.
    expect(times.at(-1)).toBeLessThanOrEqual(1000 + 2 * (seconds * 1000 + Math.min(1000, seconds * 100)));
  });

  it('keeps a row small, however much is sent', () => {
    const limit = { amount: 100_000, seconds: 60 };
    const window = new SentRequests({ limit, entries: [] });
    for (let at = 0; at < 60_000; at++) window.take(at);
    expect(window.stored(60_000).entries.length).toBeLessThan(70);
    expect(window.freeAt(60_000)).toBe(60_000);
  });

  it('forgets what counts no more', () => {
    const window = new SentRequests({ limit: { amount: 1, seconds: 1 }, entries: [] });
    window.take(5000);
    expect(window.forgottenAt).toBe(6100);
    expect(window.stored(6099).entries).toHaveLength(1);
    expect(window.stored(6100).entries).toEqual([]);
  });
});
