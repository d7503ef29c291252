import { describe, expect, it } from 'vitest';
import { rowsOf, sheetName } from './a1-notation.ts';

describe('sheetName', () => {
  it('quotes a title, and the quotes within it', () => {
    expect(sheetName("Bob's orders")).toBe("'Bob''s orders'");
  });
});

describe('rowsOf', () => {
  it.each([
    ['Orders!A2:D20', { first: 2, last: 20 }],
    ["'Sheet 7'!A1:ZZ1000", { first: 1, last: 1000 }],
    ['Orders!A5', { first: 5, last: 5 }],
  ])('reads the rows of %s', (range, rows) => {
    expect(rowsOf(range)).toEqual(rows);
  });

  it('refuses a range of whole columns', () => {
    expect(() => rowsOf('Orders!A:D')).toThrow('names no rows');
  });
});
