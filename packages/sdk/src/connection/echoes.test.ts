import { describe, expect, it } from 'vitest';
import { connectTo, scope } from '../../test/local-connection.ts';
import { sendJson, startServer } from '../../test/local-server.ts';
import { readBody } from '../actions/body.ts';
import { apiKey, basic, bearer } from '../application/authentication.ts';
import { get, type HttpResponse } from '../http/request.ts';
import { Redactor } from './redactor.ts';

const secret = `s3cr3t/k3y'+"é‹&=0123456789`;

function echoed(body: string | Uint8Array, { type = 'application/json', secrets = [secret] } = {}): HttpResponse {
  const redactor = new Redactor();
  redactor.add(...secrets);
  return redactor.redactAnswer({ status: 200, headers: { 'content-type': type }, body: Buffer.from(body) });
}

describe('Echoes', () => {
  const json = JSON.stringify(secret);
  it.each([
    ['as JSON writes it', json],
    ['as PHP writes it', json.replaceAll('/', String.raw`\/`).replace('é', String.raw`\u00e9`).replace('‹', String.raw`\u2039`)],
    ['in other escapes than others use', json.replace('k', String.raw`\u006b`).replace('+', String.raw`\u002B`)],
  ])('are masked in every string of JSON %s, which stays as it is otherwise', (_form, written) => {
    const inside = written.slice(1, -1);
    const { body } = echoed(`{ "id": 12345678901234567890, "of ${inside}": [1.10, "a ${inside} b", "\\u0041"] }`);
    expect(Buffer.from(body).toString()).toBe(
      '{ "id": 12345678901234567890, "of [redacted]": [1.10, "a [redacted] b", "\\u0041"] }',
    );
  });

  it('are masked where JSON holds JSON or an address that holds them', () => {
    const url = `https://api.example.com/?key=${encodeURIComponent(secret)}&page=2`;
    expect(readBody(echoed(JSON.stringify({ data: JSON.stringify({ secret }), url })))).toEqual({
      data: '{"secret":"[redacted]"}',
      url: 'https://api.example.com/?key=[redacted]&page=2',
    });
  });

  it('are masked in text and in XML', () => {
    expect(readBody(echoed(`key=${secret}; {`, { type: 'text/plain' }))).toBe('key=[redacted]; {');
    const xml = echoed(`<a b="1">${secret.replace('&', '&amp;')}</a>`, { type: 'application/xml' });
    expect(readBody(xml)).toBe('<a b="1">[redacted]</a>');
  });

  it('leave a body in an older charset as it is otherwise', () => {
    const text = 'clé=0123456789abcdef, à vous';
    const { body } = echoed(Buffer.from(text, 'latin1'), { type: 'text/plain', secrets: ['0123456789abcdef'] });
    expect(Buffer.from(body).toString('latin1')).toBe('clé=[redacted], à vous');
  });

  it('are not looked for in shorter secrets, in numbers and in what is no text', () => {
    const bytes = Buffer.from(`PK\0${secret}`);
    expect(echoed(bytes).body).toEqual(bytes);
    expect(readBody(echoed('{"a":"short-secret"}', { secrets: ['short-secret'] }))).toEqual({ a: 'short-secret' });
    expect(readBody(echoed('{"a":1234567890123456}', { secrets: ['1234567890123456'] }))).toEqual({ a: 1234567890123456 });
  });

  it('are found in a secret without a longer run of letters, and told from data that begins alike', () => {
    const secrets = ["a/b'c/d+e/f'g=h/i/j"];
    expect(readBody(echoed(JSON.stringify(secrets), { secrets }))).toEqual(['[redacted]']);
    expect(readBody(echoed('["0123456789abcdeX"]', { secrets: ['0123456789abcdef'] }))).toEqual(['0123456789abcdeX']);
  });

  it('of a token that was given later are masked too', () => {
    const redactor = new Redactor();
    const answer = { status: 200, headers: {}, body: Buffer.from('token-0123456789') };
    expect(redactor.redactAnswer(answer)).toBe(answer);
    redactor.addToken('token-0123456789');
    expect(String(redactor.redactAnswer(answer).body)).toBe('[redacted]');
  });
});

describe('ConnectionClient', () => {
  it.each([
    ['a token', bearer(), { token: 'token-0123456789' }, { authorization: 'Bearer [redacted]' }],
    ['user and password', basic(), { username: 'ada', password: 'short-one' }, { authorization: 'Basic [redacted]' }],
  ])('masks %s that the service sends back', async (_login, authentication, credentials, expected) => {
    const server = await startServer(({ headers }, response) => sendJson(response, { headers }));
    const { client } = connectTo(server, { api: { authentication }, credentials });
    expect(readBody(await client.send(get('/anything'), scope()))).toMatchObject({ headers: expected });
  });

  it('follows a link to the next page in which it has masked the key', async () => {
    const server = await startServer(({ path }, response) => {
      sendJson(response, {}, 200, { link: `<${server.url}${path}&page=2>; rel="next"` });
    });
    const { client } = connectTo(server, {
      api: { authentication: apiKey({ query: 'key' }) },
      credentials: { apiKey: 'token-0123456789' },
    });
    const { headers } = await client.send(get('/items?a=1'), scope());
    expect(headers['link']).toBe(`<${server.url}/items?a=1&key=[redacted]&page=2>; rel="next"`);
    await client.send(get(`${server.url}/items?a=1&key=[redacted]&page=2`), scope());
    await client.send(get('/items?key=[redacted]'), scope());
    expect(server.received.map(({ path }) => path)).toEqual([
      '/items?a=1&key=token-0123456789',
      '/items?a=1&page=2&key=token-0123456789',
      '/items?key=token-0123456789',
    ]);
  });

  it('leaves out a masked token in a link where the token goes in a header', async () => {
    const server = await startServer((_request, response) => sendJson(response, {}));
    const { client } = connectTo(server, { api: { authentication: bearer() }, credentials: { token: 'token-0123456789' } });
    await client.send(get(`${server.url}/items?access_token=[redacted]&after=7`), scope());
    await client.send(get('/items?search=[redacted]'), scope());
    expect(server.received.map(({ path }) => path)).toEqual(['/items?after=7', '/items?search=[redacted]']);
  });
});
