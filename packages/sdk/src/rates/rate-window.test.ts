import { describe, expect, it } from 'vitest';
import { RateWindow } from './rate-window.ts';

const startAt = 1000;

/** Sends as early as the window allows, each answered after `answerMs`, and returns when they were sent. */
function sendAll(window: RateWindow, count: number, answerMs = 0, pauseMs = 0): number[] {
  const times: number[] = [];
  let now = startAt;
  for (let sent = 0; sent < count; sent++) {
    now = Math.max(now + pauseMs, window.freeAt());
    window.take(now);
    window.noteEnded(now + answerMs);
    times.push(now);
  }
  return times;
}

describe('RateWindow', () => {
  it.each([
    [1, 1, 0, 0],
    [10, 1, 0, 0],
    [10, 1, 80, 30],
    [7, 0.5, 20, 40],
    [1000, 10, 5, 3],
    [1001, 10, 0, 3],
    [2500, 60, 100, 1],
    [2500, 1, 0, 0],
  ])('lets %d requests in %d s out, and never more may arrive in any such stretch', (amount, seconds, answerMs, pauseMs) => {
    const times = sendAll(new RateWindow({ amount, seconds }), amount * 4, answerMs, pauseMs);
    for (let index = amount; index < times.length; index++) {
      const latestArrival = (times[index - amount] ?? 0) + answerMs;
      expect((times[index] ?? 0) - latestArrival).toBeGreaterThanOrEqual(seconds * 1000);
    }
  });

  it('uses the whole amount, at once where it is there', () => {
    const times = sendAll(new RateWindow({ amount: 10, seconds: 1 }), 100);
    expect(times.slice(0, 10)).toEqual(Array(10).fill(startAt));
    expect(times.at(-1)).toBe(startAt + 9 * 1000);
    expect(sendAll(new RateWindow({ amount: 2400, seconds: 60 }), 2400).at(-1)).toBe(startAt);
  });

  it('waits a part of its length, and no longer, for an answer that tells by when a request has arrived', () => {
    const short = new RateWindow({ amount: 1, seconds: 1 });
    short.take(startAt);
    expect(short.freeAt()).toBe(startAt + 1250);
    short.noteEnded(startAt + 900);
    expect(short.freeAt()).toBe(startAt + 1250);

    const long = new RateWindow({ amount: 1, seconds: 3600 });
    long.take(startAt);
    expect(long.freeAt()).toBe(startAt + 3_601_000);
    long.noteEnded(startAt + 70);
    expect(long.freeAt()).toBe(startAt + 3_600_070);
  });

  it('takes answers in any order', () => {
    const window = new RateWindow({ amount: 2, seconds: 1 });
    window.take(1000);
    window.take(1100);
    // The answer to the second one: whichever has arrived, one has.
    window.noteEnded(1150);
    expect(window.freeAt()).toBe(2150);
    window.noteEnded(1160);
    expect(window.freeAt(1)).toBe(2160);
  });

  it('does not mind the answers of requests that it did not count', () => {
    const window = new RateWindow({ amount: 1, seconds: 1 });
    window.noteEnded(900);
    window.take(1000);
    expect(window.freeAt()).toBe(2250);
  });

  it('tells when a request has its turn that comes after others', () => {
    const window = new RateWindow({ amount: 2, seconds: 1 });
    for (const now of [1000, 1100]) {
      window.take(now);
      window.noteEnded(now);
    }
    expect([0, 1, 2, 3, 4].map((ahead) => window.freeAt(ahead))).toEqual([2000, 2100, 3000, 3100, 4000]);
  });

  it('knows that a fresh window is free', () => {
    const window = new RateWindow({ amount: 3, seconds: 1 });
    expect([0, 1, 2].map((ahead) => window.freeAt(ahead))).toEqual(Array(3).fill(Number.NEGATIVE_INFINITY));
    expect(window.freeAt(3)).toBeGreaterThan(performance.now() + 900);
    expect(window.freeAt(6)).toBeGreaterThan(performance.now() + 1900);
  });

  it('remembers a bounded number of requests, however large the amount', () => {
    const window = new RateWindow({ amount: 1_000_000, seconds: 86_400 });
    expect(sendAll(window, 1_000_000).at(-1)).toBe(startAt);
    expect(window.freeAt()).toBe(startAt + 86_400_000);
  });

  it.each([
    [0, 1],
    [1.5, 1],
    [-1, 1],
    [1, 0],
    [1, Number.NaN],
    [1, Number.POSITIVE_INFINITY],
  ])('does not take %d in %d s for a limit', (amount, seconds) => {
    expect(() => new RateWindow({ amount, seconds })).toThrow(TypeError);
  });
});
