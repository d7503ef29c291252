import { describe, expect, it } from 'vitest';
import { nested } from './nested.ts';
import { get, post } from './request.ts';

describe('nested', () => {
  it('writes fields within fields in brackets', () => {
    expect(
      nested({
        mode: 'payment',
        metadata: { a: 1, 'b c': { d: true } },
        items: [{ price: 'p', quantity: 2 }, 'x'],
        since: new Date(0),
        left: undefined,
        out: null,
        empty: [],
        none: {},
      }),
    ).toEqual({
      mode: 'payment',
      'metadata[a]': 1,
      'metadata[b c][d]': true,
      'items[0][price]': 'p',
      'items[0][quantity]': 2,
      'items[1]': 'x',
      since: '1970-01-01T00:00:00.000Z',
    });
  });

  it('goes into a form and into a query', () => {
    const fields = nested({ expand: ['a&b'], filter: { 'x=y': '1' } });
    expect(post('/', { form: fields }).body).toBe('expand%5B0%5D=a%26b&filter%5Bx%3Dy%5D=1');
    expect(get('/', { query: fields }).path).toBe('/?expand%5B0%5D=a%26b&filter%5Bx%3Dy%5D=1');
  });

  it('refuses what a form cannot hold, and a value that contains itself', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const value of [() => 1, 10n, Symbol('x'), circle]) {
      expect(() => nested({ value })).toThrow(expect.objectContaining({ code: 'invalid_request' }));
    }
  });

  it('lets no name reach the prototype', () => {
    const fields: unknown = JSON.parse('{"__proto__":{"polluted":1},"a":{"__proto__":{"b":2}}}');
    if (typeof fields !== 'object' || fields === null) throw new TypeError('not an object');
    expect(nested({ ...fields })).toMatchObject({ 'a[__proto__][b]': 2 });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('a form', () => {
  it('repeats the name of a list', () => {
    expect(post('/', { form: { tag: ['a', 'b', null], other: undefined } }).body).toBe('tag=a&tag=b');
  });
});
