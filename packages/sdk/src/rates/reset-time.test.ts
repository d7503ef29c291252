import { describe, expect, it } from 'vitest';
import { readReset } from './reset-time.ts';

const now = Date.UTC(2026, 7, 1, 12, 0, 0);

describe('readReset', () => {
  it.each([
    ['30', 30_000],
    ['0', 0],
    ['0.25', 250],
    ['59000', 59_000_000],
    [String(now / 1000 + 90), 90_000],
    [String(now / 1000 + 0.5), 500],
    [String(now + 1500), 1500],
    [String(now / 1000 - 90), 0],
    ['2026-08-01T12:00:05Z', 5000],
    ['Sat, 01 Aug 2026 12:01:00 GMT', 60_000],
    ['1s', 1000],
    ['6m0s', 360_000],
    ['1h2m3.5s', 3_723_500],
    ['120ms', 120],
    ['2m', 120_000],
  ])('reads %s', (text, expected) => {
    expect(readReset(text, () => now)).toBe(expected);
  });

  it.each(['', 'soon', '-5', '1e3', 'NaN', '5 seconds', 'Sat, 99 Aug 2026 99:99:99 GMT'])('does not guess at "%s"', (text) => {
    expect(readReset(text, () => now)).toBeUndefined();
  });

  it('reads a span in the unit that is declared, and still knows a time', () => {
    expect(readReset('10000', () => now, 'milliseconds')).toBe(10_000);
    expect(readReset(String(now + 7), () => now, 'milliseconds')).toBe(7);
  });
});
