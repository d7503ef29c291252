import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toJsonSchema } from '../schema/schema.ts';
import { secret, slug, text, url } from './form.ts';

const describeField = (field: z.ZodType) => toJsonSchema(z.object({ field }), 'input')['properties'];

describe('the fields of a form', () => {
  it('show their title and help', () => {
    expect(describeField(text('Name', { help: 'As on the invoice.' }))).toMatchObject({
      field: { type: 'string', title: 'Name', description: 'As on the invoice.', minLength: 1 },
    });
    expect(describeField(text('Name'))).not.toHaveProperty('field.description');
  });

  it('mark what is secret', () => {
    expect(describeField(secret('Key'))).toMatchObject({ field: { title: 'Key', format: 'password', writeOnly: true } });
  });

  it('may be left out', () => {
    expect(z.object({ name: text('Name').optional() }).parse({})).toEqual({});
    expect(text('Name').safeParse('').success).toBe(false);
  });

  it('describe an address as one', () => {
    expect(describeField(url('Address'))).toMatchObject({ field: { type: 'string', format: 'uri', title: 'Address' } });
  });

  it.each([
    ['https://shop.example.com', 'https://shop.example.com'],
    ['http://127.0.0.1:4311/', 'http://127.0.0.1:4311'],
    ['https://example.com/shop//', 'https://example.com/shop'],
    [' https://example.com ', 'https://example.com'],
  ])('take the address %s as %s, so that a path can follow', (address, expected) => {
    expect(url('Address').parse(address)).toBe(expected);
  });

  it.each([
    ...[
      '',
      'shop',
      'shop.example.com',
      '//shop.example.com',
      'ftp://example.com',
      'javascript:alert(1)',
      'https:example.com',
      'http://',
    ],
    ...[
      'https://user@example.com',
      'https://user:pw@example.com',
      'https://example.com?a',
      'https://example.com/#a',
      'https://exa mple.com',
    ],
    ...['https://example.com\\@evil.test', 'https://example.com/a b'],
  ])('refuse the address %j', (address) => {
    expect(url('Address').safeParse(address).success).toBe(false);
  });

  it.each(['shop', 'Shop-1', '1', 'a--b', 'x'.repeat(63)])('take the slug %s', (value) => {
    expect(slug('Shop').parse(value)).toBe(value);
  });

  it.each(['', '-a', 'a-', 'a.b', 'a/b', 'a:80', 'a@b', 'a?b', 'a#b', 'a b', 'ž', 'a\n', 'x'.repeat(64), 'evil.test/', '%2e'])(
    'refuse the slug %j',
    (value) => {
      expect(slug('Shop').safeParse(value).success).toBe(false);
    },
  );

  it('let no slug lead to another domain', () => {
    const field = slug('Shop');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9.\-/@:#?]{1,10}$/)), (value) => {
        if (field.safeParse(value).success) {
          expect(new URL(`https://${value}.shops.example`).host).toBe(`${value.toLowerCase()}.shops.example`);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
