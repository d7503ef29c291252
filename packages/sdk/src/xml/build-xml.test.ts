import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { post } from '../http/request.ts';
import { buildXml } from './build-xml.ts';
import { parseXml } from './parse-xml.ts';

const declaration = '<?xml version="1.0" encoding="utf-8"?>';
const build = (document: Readonly<Record<string, unknown>>) => buildXml(document).replace(declaration, '');

describe('buildXml', () => {
  it('makes elements of keys, attributes of keys with @, and repeats what is a list', () => {
    const order = { '@id': 7, '@note': undefined, line: ['a', { '@nr': 2, '#text': 'b' }], empty: '', total: 1.5, paid: true };
    expect(buildXml({ Order: order })).toBe(
      `${declaration}<Order id="7"><line>a</line><line nr="2">b</line><empty/><total>1.5</total><paid>true</paid></Order>`,
    );
  });

  it('leaves out what is undefined and writes null as nil', async () => {
    expect(build({ a: { b: undefined, c: [undefined] } })).toBe('<a/>');
    expect(await parseXml(buildXml({ a: { b: null } }))).toEqual({ a: { b: null } });
  });

  it('writes dates and large integers as text', () => {
    expect(build({ a: { at: new Date(0), big: 12345678901234567890n } })).toBe(
      '<a><at>1970-01-01T00:00:00.000Z</at><big>12345678901234567890</big></a>',
    );
  });

  it.each([
    ['</a><evil/>', '<a>&lt;/a&gt;&lt;evil/&gt;</a>'],
    ['<![CDATA[x]]><evil/><![CDATA[y]]>', '<a>&lt;![CDATA[x]]&gt;&lt;evil/&gt;&lt;![CDATA[y]]&gt;</a>'],
    ['&evil; &amp;', '<a>&amp;evil; &amp;amp;</a>'],
    ['<!--x--><?php ?>', '<a>&lt;!--x--&gt;&lt;?php ?&gt;</a>'],
  ])('lets no text become markup: %s', (text, xml) => {
    expect(build({ a: text })).toBe(xml);
    expect(build({ a: { '#text': text } })).toBe(xml);
  });

  it('lets no attribute end early', () => {
    expect(build({ a: { '@b': '" onload="x"><evil/>\n' } })).toBe('<a b="&quot; onload=&quot;x&quot;&gt;&lt;evil/&gt;&#xA;"/>');
  });

  it.each(['a b', 'a><evil', '1a', '', 'a/', 'a="1"', ':a', 'a:', 'a:b:c', 'a\u0000', '<a', '-a', 'a\n', '?a', '!--'])(
    'takes no %j for a name',
    (name) => {
      for (const document of [{ [name]: 'x' }, { a: { [name]: 'x' } }, { a: { [`@${name}`]: 'x' } }, { a: [{ [name]: 1 }] }]) {
        expect(() => buildXml(document)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
      }
    },
  );

  it.each(['a', 'soap:Body', 'Zákazník', '_x-1.y', '名前'])('takes %s for a name', (name) => {
    expect(build({ [name]: '' })).toBe(`<${name}/>`);
  });

  it.each(['\u0000', '\u0008', '\u001b', '\ufffe', '\ud800'])(
    'refuses the character %j, names the place and not the value',
    (character) => {
      const value = `secret${character}`;
      for (const document of [{ a: { b: [{ c: value }] } }, { a: { b: [{ '@c': value }] } }]) {
        expect(() => buildXml(document)).toThrow(expect.objectContaining({ message: expect.stringMatching(/a\.b\[0\]\.@?c/) }));
        expect(() => buildXml(document)).not.toThrow(/secret/);
      }
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY, () => 1, Symbol('s'), new Uint8Array(1), [[1]], new Date(Number.NaN)])(
    'refuses what XML has no text for: %s',
    (value) => {
      expect(() => buildXml({ a: { b: value } })).toThrow(expect.objectContaining({ code: 'invalid_request' }));
    },
  );

  it.each([{}, { a: 1, b: 2 }, { a: [1, 2] }, { '@a': 1 }, { '#text': 'a' }])('wants one root: %j', (document) => {
    expect(() => buildXml(document)).toThrow('one element at its root');
  });

  it('ends where content contains itself', () => {
    const circle: Record<string, unknown> = {};
    circle['a'] = circle;
    expect(() => buildXml({ a: circle })).toThrow(/more than 100 elements deep/);
  });

  it('is read back as it was written, whatever the text', async () => {
    const text = fc
      .string({ unit: 'binary' })
      .filter((value) => !/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(value));
    await fc.assert(
      fc.asyncProperty(text, text, async (inner, attribute) => {
        const read = await parseXml(buildXml({ a: { '@b': attribute, c: inner } }));
        expect(read).toEqual({ a: { '@b': attribute, c: inner } });
      }),
      { numRuns: 50 },
    );
  });

  it('is a body of requests', () => {
    expect(post('/orders', { xml: { Order: { id: '007' } } })).toEqual({
      method: 'POST',
      path: '/orders',
      headers: { 'content-type': 'application/xml; charset=utf-8' },
      body: `${declaration}<Order><id>007</id></Order>`,
    });
    expect(post('/', { xml: { a: '' }, headers: { 'content-type': 'text/xml' } }).headers).toEqual({
      'content-type': 'text/xml',
    });
  });
});
