import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const now = Date.parse('2026-11-24T10:00:00Z');
const day = 24 * 60 * 60 * 1000;

describe('readRetryAfter', () => {
  it.each([
    ['0', 0],
    ['7', 7000],
    [' 1.5 ', 1500],
    ['Tue, 24 Nov 2026 10:00:30 GMT', 30_000],
    ['Tuesday, 24-Nov-26 10:00:30 GMT', 30_000],
    ['Tue, 24 Nov 2026 09:00:00 GMT', 0],
    ['99999999999999999999', day],
    ['Tue, 24 Nov 2126 10:00:00 GMT', day],
  ])('reads %j as %d milliseconds', (value, expected) => {
    expect(readRetryAfter(value, now)).toBe(expected);
  });

  it.each([
    undefined,
    '',
    ' ',
    '-5',
    '1e3',
    '0x10',
    'soon',
    'May 2026',
    'Infinity',
    'NaN',
    '7, 9',
    '1 second',
    'Tue, 99 Foo 2026 10:00:00 GMT',
  ])('finds no wait in %j', (value) => {
    expect(readRetryAfter(value, now)).toBeUndefined();
  });

  it('gives a whole number between zero and a day for any text, or nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.double().map(String),
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        ),
        (text) => {
          const wait = readRetryAfter(text, now);
          expect(wait === undefined || (Number.isInteger(wait) && wait >= 0 && wait <= day)).toBe(true);
        },
      ),
    );
  });
});
