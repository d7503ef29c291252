import { describe, expect, it } from 'vitest';
import { parseExactJson } from './exact-json.ts';

describe('parseExactJson', () => {
  it('keeps an integer as text that JavaScript would round', () => {
    expect(parseExactJson('{"id":12345678901234567890,"parents":[-9007199254740993]}')).toEqual({
      id: '12345678901234567890',
      parents: ['-9007199254740993'],
    });
  });

  it('gives all other numbers as numbers, beside a long one too', () => {
    expect(
      parseExactJson('[12345678901234567890, 9007199254740991, 0.12345678901234567, 1e20, -0, "1234567890123456789"]'),
    ).toEqual(['12345678901234567890', 9007199254740991, 0.12345678901234566, 1e20, -0, '1234567890123456789']);
  });

  it('takes "__proto__" for the name that it is', () => {
    const parsed = parseExactJson('{"__proto__":{"isAdmin":true},"id":12345678901234567890}');
    expect(Object.keys(Object(parsed))).toEqual(['__proto__', 'id']);
    expect(Object(parsed).isAdmin).toBeUndefined();
  });

  it('throws for what is no JSON', () => {
    expect(() => parseExactJson('{"id":12345678901234567890')).toThrow(SyntaxError);
  });
});
