import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectTo, scope } from '../../test/local-connection.ts';
import { startServer } from '../../test/local-server.ts';
import { RequestError } from '../errors/request-error.ts';
import { del, get, head, patch, path, post, put } from './request.ts';

describe('path', () => {
  it.each([
    ['ada lovelace', '/people/ada%20lovelace'],
    ['a/b', '/people/a%2Fb'],
    ['a\\b', '/people/a%5Cb'],
    ['a?b=c#d', '/people/a%3Fb%3Dc%23d'],
    ['%2e%2e', '/people/%252e%252e'],
    ['..%2f', '/people/..%252f'],
    ['a\r\nb\0', '/people/a%0D%0Ab%00'],
    ['//evil.example', '/people/%2F%2Fevil.example'],
    ['@evil.example:80', '/people/%40evil.example%3A80'],
    ['ž', '/people/%C5%BE'],
    ['half\ud83d', '/people/half%EF%BF%BD'],
    [42, '/people/42'],
    [true, '/people/true'],
  ])('encodes %j', (value, expected) => {
    expect(path`/people/${value}`).toBe(expected);
  });

  it('puts several values between what is written', () => {
    expect(path`/a/${1n}/b/${'x y'}.json`).toBe('/a/1/b/x%20y.json');
    expect(path`/fixed`).toBe('/fixed');
  });

  it.each(['', '.', '..'])('refuses %j, which would change the meaning of the path', (value) => {
    expect(() => path`/people/${value}/orders`).toThrow(RequestError);
  });

  it('lets no value change the host, the segments or the query', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[./\\%?#@:2eE]{1,8}$/));
    fc.assert(
      fc.property(value, value, (first, second) => {
        fc.pre(![first, second].some((text) => ['', '.', '..'].includes(text)));
        const url = new URL(`https://api.example.com/v1${path`/people/${first}/orders/${second}`}`);
        expect(url.host).toBe('api.example.com');
        expect(url.search + url.hash + url.username).toBe('');
        const segments = url.pathname.split('/');
        expect(segments).toHaveLength(6);
        expect(segments.filter((_, index) => index !== 3 && index !== 5)).toEqual(['', 'v1', 'people', 'orders']);
        expect(decodeURIComponent(segments[3] ?? '')).toBe(first.toWellFormed());
        expect(decodeURIComponent(segments[5] ?? '')).toBe(second.toWellFormed());
      }),
    );
  });
});

describe('get, head, post, put, patch and del', () => {
  it('name the method', () => {
    const requests = [get('/x'), head('/x'), post('/x'), put('/x'), patch('/x'), del('/x')];
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
    expect(get('/x')).toEqual({ method: 'GET', path: '/x', headers: {} });
  });

  it('encode the query, repeat the name of a list and leave out what is absent', () => {
    const query = { q: 'a b&c=d#e/ž', ids: [1, 2], flag: false, none: undefined, nothing: null, empty: '' };
    expect(get('/x', { query }).path).toBe('/x?q=a+b%26c%3Dd%23e%2F%C5%BE&ids=1&ids=2&flag=false&empty=');
    expect(get('/x?a=1', { query: { b: 2 } }).path).toBe('/x?a=1&b=2');
    expect(get('/x', { query: { none: undefined } }).path).toBe('/x');
  });

  it('keep every query value in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const url = new URL(get('/x', { query: { before: 1, value, after: 2 } }).path, 'https://api.example.com');
        expect([...url.searchParams]).toEqual([
          ['before', '1'],
          ['value', value.toWellFormed()],
          ['after', '2'],
        ]);
        expect(url.hash).toBe('');
      }),
    );
  });

  it('write the body and its type', () => {
    expect(post('/x', { json: { a: 1 } })).toMatchObject({ body: '{"a":1}', headers: { 'content-type': 'application/json' } });
    expect(post('/x', { form: { a: 'b c', d: undefined } })).toMatchObject({
      body: 'a=b+c',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(post('/x', { body: 'raw', headers: { 'content-type': 'text/plain' } })).toMatchObject({
      body: 'raw',
      headers: { 'content-type': 'text/plain' },
    });
    expect(post('/x', { json: null }).body).toBe('null');
    expect(post('/x')).not.toHaveProperty('body');
  });

  it('refuse a second body, which would be lost', () => {
    expect(() => post('/x', { json: {}, form: { a: 1 } })).toThrow('A request has one body, not json and form.');
    expect(() => put('/x', { xml: { a: 1 }, body: '' })).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });
});

describe('a request on the wire', () => {
  it('arrives with the exact path and query that was built', async () => {
    const server = await startServer((_request, response) => response.end());
    const { client } = connectTo(server);
    const hostile = 'a/../b\\c?d=e#f\r\n%2e';

    await client.send(get(path`/people/${hostile}`, { query: { q: hostile } }), scope());

    const encoded = 'a%2F..%2Fb%5Cc%3Fd%3De%23f%0D%0A%252e';
    expect(server.received.map((request) => request.path)).toEqual([`/people/${encoded}?q=${encoded}`]);
  });

  it.each([
    '/a/../b',
    '/a/..',
    '/..',
    '..',
    '/a/./b',
    '/%2e%2e/b',
    '/a/.%2E/b',
    '/a\\b',
    '/a\r\nb',
    '/a\0b',
    '/a#b',
    '/a\tb',
    '/.?q',
  ])('is refused where its path is %j, which a URL parser would read as another one', async (written) => {
    const server = await startServer((_request, response) => response.end());
    const { client } = connectTo(server);

    await expect(client.send(get(written), scope())).rejects.toMatchObject({ code: 'invalid_request', retryable: false });
    expect(server.contacts).toBe(0);
  });

  it.each(['/a//b', '//evil.example/x', '/a/..b', '/...', '/a?x=/../y', '/a%2Fb', '/@evil.example', '/a/', '/:80/x'])(
    'arrives as it is where its path is %j',
    async (written) => {
      const server = await startServer((_request, response) => response.end());
      await connectTo(server).client.send(get(written), scope());
      expect(server.received.map((request) => request.path)).toEqual([written]);
    },
  );

  it.each([
    ['a line break', { 'x-value': 'a\r\nx-evil: 1' }],
    ['a line feed', { 'x-value': 'a\nb' }],
    ['a NUL', { 'x-value': 'a\0b' }],
    ['a character outside Latin-1', { 'x-value': 'ž' }],
    ['a line break in a name', { 'x-value\r\nx-evil': '1' }],
    ['a space in a name', { 'x value': '1' }],
    ['the length of the body', { 'content-length': '3' }],
    ['a transfer encoding', { 'transfer-encoding': 'chunked' }],
    ['another host', { Host: 'evil.example' }],
  ])('is refused where a header holds %s', async (_what, headers) => {
    const server = await startServer((_request, response) => response.end());
    const call = connectTo(server).client.send(post('/x', { json: {}, headers }), scope());
    await expect(call).rejects.toMatchObject({ code: 'invalid_request', retryable: false });
    expect(server.received).toEqual([]);
  });
});
