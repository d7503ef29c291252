import { describe, expect, it } from 'vitest';
import { WrongCodes } from './wrong-codes.ts';

describe('WrongCodes', () => {
  it('lets a tenant be wrong ten times in a minute, and leaves others alone', () => {
    const codes = new WrongCodes();
    for (let time = 0; time < 10; time++) {
      expect(codes.waitMs('acme', time)).toBeUndefined();
      codes.note('acme', time);
    }
    expect(codes.waitMs('acme', 1000)).toBe(59_000);
    expect(codes.waitMs('default', 1000)).toBeUndefined();
    expect(codes.waitMs('acme', 60_000)).toBeUndefined();
    codes.note('acme', 60_000);
    expect(codes.waitMs('acme', 60_000)).toBe(1);
  });
});
