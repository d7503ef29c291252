import { describe, expect, it } from 'vitest';
import { readLimit } from './limit.ts';

describe('readLimit', () => {
  it.each([
    ['100/10', 100, 10],
    ['1/0.5', 1, 0.5],
    ['040/60', 40, 60],
  ])('takes %s', (text, amount, seconds) => {
    expect(readLimit(text)).toEqual({ amount, seconds });
  });

  it.each(['', '100', '100/', '/10', '0/10', '10/0', '1.5/10', '-1/10', '1e3/10', '100 / 10', '100/10s'])(
    'refuses "%s"',
    (text) => {
      expect(() => readLimit(text)).toThrow('such as 100/10');
    },
  );
});
