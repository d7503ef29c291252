import { describe, expect, it } from 'vitest';
import { decodeXml } from './decode-xml.ts';
import { asList, parseXml } from './parse-xml.ts';

const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

describe('parseXml', () => {
  it('leaves every value the text that it is', async () => {
    const xml = '<a><zero>007</zero><long>12345678901234567890</long><yes>true</yes><e>1e3</e><space>  x </space></a>';
    expect(await parseXml(xml)).toEqual({
      a: { zero: '007', long: '12345678901234567890', yes: 'true', e: '1e3', space: '  x ' },
    });
  });

  it('makes lists of elements that repeat, wherever they stand', async () => {
    expect(await parseXml('<a><b>1</b><c/><b>2</b><b><d>3</d></b></a>')).toEqual({ a: { b: ['1', '2', { d: '3' }], c: '' } });
  });

  it('gives attributes, and the text beside them', async () => {
    expect(await parseXml('<a id="07" t="&quot;&#10;">x</a>')).toEqual({ a: { '@id': '07', '@t': '"\n', '#text': 'x' } });
    expect(await parseXml('<a>one <b>two</b> three</a>')).toEqual({ a: { b: 'two', '#text': 'one  three' } });
  });

  it('gives null for what is nil, whatever the prefix', async () => {
    expect(await parseXml(`<a ${xsi}><b xsi:nil="true"/><c xsi:nil="false">1</c><d xsi:nil="1" id="1"></d></a>`)).toEqual({
      a: { b: null, c: '1', d: null },
    });
    expect(await parseXml('<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>')).toEqual({ a: null });
    expect(await parseXml('<a nil="true"/>')).toEqual({ a: { '@nil': 'true' } });
  });

  it('leaves out prefixes, namespaces and types', async () => {
    const xml = `<p:a xmlns:p="urn:p" xmlns="urn:q" ${xsi}><p:b xsi:type="p:text">1</p:b><c p:d="2"/></p:a>`;
    expect(await parseXml(xml)).toEqual({ a: { b: '1', c: { '@d': '2' } } });
  });

  it('reads CDATA as text, and references once', async () => {
    expect(await parseXml('<a><![CDATA[<b>&amp;]]> &amp;lt; &#233;&#x1F600;</a>')).toEqual({ a: '<b>&amp; &lt; é😀' });
  });

  it('reads past a byte order mark, a declaration, comments and instructions', async () => {
    expect(await parseXml('\uFEFF<?xml version="1.0" encoding="utf-8"?><!-- c --><?p i?>\n<a><!-- c -->1</a>\n')).toEqual({
      a: '1',
    });
  });

  it.each([
    ['', 'no element'],
    ['   ', 'no element'],
    ['{"json":true}', 'not well-formed'],
    ['<a>', 'not well-formed'],
    ['<a><b></a></b>', 'not well-formed'],
    ['<a/><b/>', 'second root'],
    ['<a/>text', 'not well-formed'],
    ['<a>a & b</a>', 'not well-formed'],
    ['<a>&nbsp;</a>', 'not well-formed'],
    ['<a>&#0;</a>', 'not well-formed'],
    ['<a b=1/>', 'not well-formed'],
    ['<p:a/>', 'Unbound namespace'],
  ])('calls %j malformed', async (xml, reason) => {
    await expect(parseXml(xml)).rejects.toMatchObject({ code: 'malformed_response', message: expect.stringContaining(reason) });
  });

  it.each([
    '<!DOCTYPE a><a/>',
    '<!doctype html><html/>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x"> %x;]><a/>',
    `<!DOCTYPE a [<!ENTITY l "lol">${[1, 2, 3].map((n) => `<!ENTITY l${n} "${'&l;'.repeat(10)}">`).join('')}]><a>&l3;</a>`,
  ])('refuses a DTD, and with it every entity: %s', async (xml) => {
    await expect(parseXml(xml)).rejects.toMatchObject({ message: expect.stringContaining('DTD') });
  });

  it('refuses what is nested too deeply', async () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    await expect(parseXml(nested(100))).resolves.toBeDefined();
    await expect(parseXml(nested(101))).rejects.toMatchObject({ message: expect.stringContaining('100 elements deep') });
    await expect(parseXml(nested(100_000))).rejects.toMatchObject({ code: 'malformed_response' });
  });

  it('takes the names of the language itself for names', async () => {
    const read = await parseXml('<a><__proto__><x>1</x></__proto__><constructor>2</constructor></a>');
    expect(JSON.stringify(read)).toBe('{"a":{"__proto__":{"x":"1"},"constructor":"2"}}');
    expect({}).not.toHaveProperty('x');
  });
});

describe('asList', () => {
  it('makes a list of none, one and several', () => {
    expect([undefined, null, '', 'a', ['a', 'b'], { a: 1 }].map(asList)).toEqual([[], [], [], ['a'], ['a', 'b'], [{ a: 1 }]]);
  });
});

describe('decodeXml', () => {
  const decode = (body: Uint8Array, contentType = 'text/xml') =>
    decodeXml({ status: 200, headers: { 'content-type': contentType }, body });

  it('reads what the type, the declaration or the byte order mark says, and UTF-8 otherwise', () => {
    expect(decode(Buffer.from('<a>é</a>'))).toBe('<a>é</a>');
    expect(decode(Buffer.from([0xe8, 0xe9]), 'text/xml; charset="windows-1250"')).toBe('čé');
    const latin = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="iso-8859-2"?>'), Buffer.from([0xe8])]);
    expect(decode(latin)).toMatch(/č$/);
    expect(decode(Buffer.from('\uFEFF<a/>', 'utf16le'), 'text/xml; charset=utf-8')).toBe('<a/>');
    expect(decode(Buffer.from('\uFEFF<a/>'))).toBe('<a/>');
  });

  it('says that the text is written in another encoding', () => {
    expect(() => decode(Buffer.from([0xe8]))).toThrow(expect.objectContaining({ code: 'malformed_response' }));
    expect(() => decode(Buffer.from('a'), 'text/xml; charset=klingon')).toThrow('klingon');
  });
});
