import { describe, expect, it } from 'vitest';
import { readSince } from './since.ts';

const now = Date.parse('2026-03-10T12:00:00Z');

describe('A time since when', () => {
  it.each([
    ['30m', '2026-03-10T11:30:00.000Z'],
    ['1h', '2026-03-10T11:00:00.000Z'],
    ['7d', '2026-03-03T12:00:00.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T08:00:00+02:00', '2026-01-31T06:00:00.000Z'],
  ])('is %s', (text, time) => {
    expect(readSince(text, now)).toBe(time);
  });

  it.each(['', 'soon', '1w', '-1h'])('is not "%s"', (text) => {
    expect(() => readSince(text, now)).toThrow('It takes a time such as');
  });
});
