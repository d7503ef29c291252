import { describe, expect, it } from 'vitest';
import { readDuration, showDuration } from './duration.ts';

describe('readDuration', () => {
  it.each([
    ['500ms', 500],
    ['30', 30_000],
    ['1.5s', 1500],
    ['2m', 120_000],
  ])('takes %s for %i ms', (text, milliseconds) => {
    expect(readDuration(text)).toBe(milliseconds);
  });

  it.each(['', '0', '6m', '-1s', '1h', 'soon', '1e3'])('refuses "%s"', (text) => {
    expect(() => readDuration(text)).toThrow('up to 5m');
  });
});

describe('showDuration', () => {
  it('reads well below and above a second', () => {
    expect([showDuration(12.4), showDuration(1234)]).toEqual(['12 ms', '1.2 s']);
  });
});
