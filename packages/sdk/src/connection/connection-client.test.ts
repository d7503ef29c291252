import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { connectTo, scope } from '../../test/local-connection.ts';
import { type LocalServer, type Received, sendJson, startServer } from '../../test/local-server.ts';
import { apiKey, basic, bearer, oauth2, type TokenSet } from '../application/authentication.ts';
import { del, get, type HttpRequest, head, patch, post, put } from '../http/request.ts';
import type { Responses } from '../http/status-ranges.ts';
import { memoryTokenStore } from '../tokens/access-tokens.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import type { ExchangeReport } from './exchange-report.ts';

async function startApi(status = 200, body: unknown = {}, headers: Record<string, string> = {}): Promise<LocalServer> {
  return startServer((_request, response) => sendJson(response, body, status, headers));
}

/** A server that answers each path with what `routes` holds for it: a status and a location, or 200. */
async function startRedirects(routes: Record<string, [status: number, location: string]>, address?: string) {
  return startServer(({ path }, response) => {
    const [status = 200, location] = routes[path.split('?')[0] ?? ''] ?? [];
    response.writeHead(status, location === undefined ? {} : { location });
    response.end();
  }, address);
}

function namesTwice({ rawHeaders }: Received): string[] {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  return names.filter((name, index) => names.indexOf(name) !== index);
}

describe('ConnectionClient addresses', () => {
  it.each([
    ['', '/orders', '/orders'],
    ['/', '/orders', '/orders'],
    ['/api/v1', '/orders', '/api/v1/orders'],
    ['/api/v1', 'orders', '/api/v1/orders'],
    ['/api/v1/', '/orders/', '/api/v1/orders/'],
    ['/api/v1//', '/orders?a=b', '/api/v1/orders?a=b'],
    ['/graphql', '', '/graphql'],
    ['/graphql', '?a=b', '/graphql?a=b'],
    ['/v1', 'orders:search', '/v1/orders:search'],
    ['/v1', '/http://x', '/v1/http://x'],
  ])('appends to the base %j the path %j', async (base, path, expected) => {
    const server = await startApi();
    await connectTo(server, { api: { baseUrl: `${server.url}${base}` } }).client.send(get(path), scope());
    expect(server.received.map((request) => request.path)).toEqual([expected]);
  });

  it('sends absolute addresses on declared hosts, and refuses others before anything is sent', async () => {
    const [server, other] = [await startApi(), await startApi()];
    const { client } = connectTo(server);
    await client.send(get(`${server.url}/next?cursor=2`), scope());
    expect(server.received.map(({ path }) => path)).toEqual(['/next?cursor=2']);
    await expect(client.send(get(`${other.url}/next`), scope())).rejects.toMatchObject({
      code: 'host_not_declared',
      message: `${other.host} is not among the hosts of the application (${server.host}). If it belongs there, add it to \`hosts\`.`,
    });
    expect(other.contacts).toBe(0);
  });

  it.each([
    ['https://files.example.com/x', ['*.example.com'], true],
    ['https://a.b.example.com/x', ['*.example.com'], true],
    ['https://FILES.example.com/x', ['*.EXAMPLE.com'], true],
    ['https://example.com/x', ['*.example.com'], false],
    ['https://evilexample.com/x', ['*.example.com'], false],
    ['https://files.example.com.evil.test/x', ['*.example.com'], false],
    ['https://files.example.com:8443/x', ['*.example.com'], false],
    ['https://files.example.com:8443/x', ['*.example.com:8443'], true],
    ['https://files.example.com:443/x', ['files.example.com'], true],
    ['https://files.example.com./x', ['files.example.com'], false],
    ['https://Api.Example.com/x', ['api.example.COM'], true],
    ['http://api.example.com/x', ['api.example.com'], false],
    ['https://user@api.example.com/x', ['api.example.com'], false],
    ['https://user:password@api.example.com/x', ['api.example.com'], false],
    ['https://api.example.com@evil.test/x', ['api.example.com'], false],
    ['ftp://api.example.com/x', ['api.example.com'], false],
    ['file:///etc/passwd', ['api.example.com'], false],
    ['https://', ['api.example.com'], false],
    ['https://api.example.com:99999/', ['api.example.com'], false],
  ])('%s with the hosts %j: declared is %s', async (address, hosts, isDeclared) => {
    const { client } = connectTo({ url: 'https://base.example.net', host: 'base.example.net' }, { hosts, allow: [] });
    // A cancelled call gets as far as the check and no further.
    const call = client.send(get(address), scope({ signal: AbortSignal.abort() }));
    await expect(call).rejects.toMatchObject({ code: isDeclared ? 'cancelled' : 'host_not_declared' });
  });

  it('checks the host of the token endpoint too', () => {
    const api = {
      authentication: {
        kind: 'oauth2' as const,
        grant: 'clientCredentials' as const,
        tokenUrl: 'https://evil.test/token',
        scopes: [],
        scopeSeparator: ' ',
        clientAuthentication: 'basic' as const,
      },
    };
    expect(() => connectTo({ url: 'https://api.example.com', host: 'api.example.com' }, { api })).toThrow(/not among the hosts/);
  });
});

describe('ConnectionClient headers', () => {
  it('sends ours, those of the application and those of the connector, the later ones first', async () => {
    const server = await startApi();
    const { client } = connectTo(server, { api: { headers: { Accept: 'text/csv', 'X-Version': '1', 'User-Agent': 'Shop/1' } } });
    await client.send(get('/', { headers: { 'x-VERSION': '2', 'X-Mine': 'yes' } }), scope());
    const [request] = server.received;
    expect(request?.headers).toMatchObject({ accept: 'text/csv', 'x-version': '2', 'user-agent': 'Shop/1', 'x-mine': 'yes' });
    expect(request && namesTwice(request)).toEqual([]);
  });

  it('lets the connector name the type of a body in any case', async () => {
    const server = await startApi();
    await connectTo(server).client.send(
      post('/', { json: {}, headers: { 'Content-Type': 'application/vnd.api+json' } }),
      scope(),
    );
    const [request] = server.received;
    expect(request?.headers['content-type']).toBe('application/vnd.api+json');
    expect(request && namesTwice(request)).toEqual([]);
  });

  it.each([
    ['an API key in a header', apiKey({ header: 'X-Api-Key' }), { apiKey: 'k1' }, { 'x-api-key': 'k1' }],
    [
      'an API key with a prefix',
      apiKey({ header: 'Authorization', prefix: 'Token ' }),
      { apiKey: 'k1' },
      { authorization: 'Token k1' },
    ],
    ['a bearer token', bearer(), { token: 't1' }, { authorization: 'Bearer t1' }],
    [
      'user name and password',
      basic(),
      { username: 'ada', password: 'pä:ss' },
      { authorization: `Basic ${Buffer.from('ada:pä:ss').toString('base64')}` },
    ],
  ] as const)('carries %s', async (_what, authentication, credentials, expected) => {
    const server = await startApi();
    // The login wins over a header that the connector sets.
    const request = get('/', { headers: { Authorization: 'of the connector', 'X-API-KEY': 'of the connector' } });
    await connectTo(server, { api: { authentication }, credentials }).client.send(request, scope());
    expect(server.received[0]?.headers).toMatchObject(expected);
  });

  it('carries an API key in the query and leaves the rest of it as it is written', async () => {
    const server = await startApi();
    const api = { authentication: apiKey({ query: 'api key' }) };
    const { client } = connectTo(server, { api, credentials: { apiKey: 'k&1 ž' } });
    await client.send(get('/'), scope());
    await client.send(get('/x?a=b%20c&d[e]=(f)'), scope());
    expect(server.received.map(({ path }) => path)).toEqual([
      '/?api%20key=k%261%20%C5%BE',
      '/x?a=b%20c&d[e]=(f)&api%20key=k%261%20%C5%BE',
    ]);
  });

  it('refuses credentials that no header can hold, without quoting them', async () => {
    const server = await startApi();
    const { client } = connectTo(server, { api: { authentication: bearer() }, credentials: { token: 'canary\r\nx: y' } });
    const error = await client.send(get('/'), scope()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid_request' });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it('carries the idempotency key where a request writes and the service takes one', async () => {
    const server = await startApi();
    const { client } = connectTo(server, { api: { idempotencyHeader: 'Idempotency-Key' } });
    for (const request of [get('/'), head('/'), put('/'), del('/'), post('/'), patch('/')]) await client.send(request, scope());
    await client.send(post('/', { headers: { 'IDEMPOTENCY-KEY': 'of the connector' } }), scope());
    await connectTo(server).client.send(post('/'), scope());
    expect(server.received.map(({ method, headers }) => [method, headers['idempotency-key']])).toEqual([
      ...['GET', 'HEAD', 'PUT', 'DELETE'].map((method) => [method, undefined]),
      ['POST', 'key-of-this-step'],
      ['PATCH', 'key-of-this-step'],
      ['POST', 'of the connector'],
      ['POST', undefined],
    ]);
  });

  it('continues the trace with a parent id for each request', async () => {
    const server = await startApi();
    const { client } = connectTo(server);
    await client.send(get('/'), scope());
    await client.send(get('/'), scope());
    const parents = server.received.map(({ headers }) => String(headers['traceparent']));
    for (const parent of parents) expect(parent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/);
    expect(new Set(parents).size).toBe(2);
  });
});

describe('ConnectionClient redirects', () => {
  it.each([
    [301, 'GET', 'GET', false],
    [302, 'HEAD', 'HEAD', false],
    [303, 'HEAD', 'HEAD', false],
    [301, 'POST', 'GET', false],
    [302, 'POST', 'GET', false],
    [303, 'POST', 'GET', false],
    [303, 'PUT', 'GET', false],
    [302, 'PUT', 'PUT', true],
    [307, 'POST', 'POST', true],
    [308, 'PATCH', 'PATCH', true],
  ] as const)('follows %d of a %s with a %s', async (status, method, expected, keepsBody) => {
    const server = await startRedirects({ '/from': [status, '/to?a=b'] });
    const isRead = method === 'GET' || method === 'HEAD';
    const request: HttpRequest = isRead
      ? { method, path: '/from', headers: {} }
      : { method, path: '/from', headers: { 'content-type': 'text/plain' }, body: 'text' };
    await connectTo(server).client.send(request, scope());
    const [, second] = server.received;
    expect(second).toMatchObject({ method: expected, path: '/to?a=b', body: keepsBody ? 'text' : '' });
    expect(second?.headers['content-type']).toBe(keepsBody ? 'text/plain' : undefined);
  });

  it.each([
    [300, '/to'],
    [304, '/to'],
    [305, '/to'],
  ] as const)('does not follow %d', async (status, location) => {
    const server = await startRedirects({ '/from': [status, location] });
    await expect(connectTo(server).client.send(get('/from'), scope())).rejects.toMatchObject({ code: 'api_rejected', status });
    expect(server.received).toHaveLength(1);
  });

  it('judges a redirect without a location by its status', async () => {
    const server = await startApi(302);
    await expect(connectTo(server).client.send(get('/'), scope())).rejects.toMatchObject({ code: 'api_rejected', status: 302 });
  });

  it('gives up on a loop', async () => {
    const server = await startRedirects({ '/a': [302, '/b'], '/b': [302, '/a'] });
    await expect(connectTo(server).client.send(get('/a'), scope())).rejects.toMatchObject({
      code: 'redirect_refused',
      retryable: false,
    });
    expect(server.received).toHaveLength(6);
  });

  it('shares one deadline between all of them', async () => {
    const server = await startServer(async (_request, response) => {
      await sleep(60);
      response.writeHead(302, { location: '/again' });
      response.end();
    });
    // With one each, it would end by too many redirects.
    await expect(connectTo(server).client.send(get('/'), scope({ timeoutMs: 150 }))).rejects.toMatchObject({ code: 'timeout' });
  });

  it('refuses a location that is no address, leaves the web or carries a user name', async () => {
    const server = await startRedirects({
      '/bad': [302, 'http://['],
      '/ftp': [302, 'ftp://x/'],
      '/user': [302, '//user:pw@127.0.0.1/'],
    });
    const { client } = connectTo(server);
    await expect(client.send(get('/bad'), scope())).rejects.toMatchObject({ code: 'redirect_refused' });
    await expect(client.send(get('/ftp'), scope())).rejects.toMatchObject({ code: 'host_not_declared' });
    await expect(client.send(get('/user'), scope())).rejects.toMatchObject({ code: 'host_not_declared' });
  });

  it('refuses to leave the declared hosts', async () => {
    const sentinel = await startApi();
    const server = await startRedirects({ '/from': [302, `${sentinel.url}/`] });
    await expect(connectTo(server).client.send(get('/from'), scope())).rejects.toMatchObject({ code: 'host_not_declared' });
    expect(sentinel.contacts).toBe(0);
  });

  it('does not carry a body to another origin', async () => {
    const other = await startApi();
    const server = await startRedirects({ '/from': [307, `${other.url}/`] });
    const { client } = connectTo(server, { hosts: [server.host, other.host] });
    await expect(client.send(post('/from', { json: {} }), scope())).rejects.toMatchObject({ code: 'redirect_refused' });
    expect(other.contacts).toBe(0);
  });

  const canary = 'canary-4f9a7c21';
  const logins = [
    ['apiKey in a header', apiKey({ header: 'X-Shop-Pass' }), { apiKey: canary }],
    ['apiKey in the query', apiKey({ query: 'pass' }), { apiKey: canary }],
    ['bearer', bearer(), { token: canary }],
    ['basic', basic(), { username: 'ada', password: canary }],
  ] as const;

  it.each(logins)('drops the credentials of %s at another origin, for good', async (_what, authentication, credentials) => {
    const back: Record<string, [number, string]> = {};
    const other = await startRedirects(back);
    const server = await startServer(({ path }, response) => {
      // Copies its whole query into the address, as many services do.
      const query = path.includes('?') ? path.slice(path.indexOf('?')) : '';
      response.writeHead(path.startsWith('/from') ? 302 : 200, { location: `${other.url}/hop${query}` });
      response.end();
    });
    back['/hop'] = [302, `${server.url}/to`];
    const { client } = connectTo(server, {
      api: { authentication, headers: { 'X-Tenant-Password': canary } },
      credentials,
      hosts: [server.host, other.host],
    });
    await client.send(get('/from?a=b', { headers: { Cookie: canary, 'x-anything': canary, 'accept-language': 'cs' } }), scope());

    const encoded = [canary, Buffer.from(`ada:${canary}`).toString('base64')];
    const carries = (request: Received | undefined) => encoded.some((form) => JSON.stringify(request).includes(form));
    expect([server.received[0], other.received[0], server.received[1]].map(carries)).toEqual([true, false, false]);
    expect(other.received[0]?.path).toBe('/hop?a=b');
    expect(other.received[0]?.headers).toMatchObject({ 'accept-language': 'cs', traceparent: expect.any(String) });
  });

  it.each(logins)('keeps the credentials of %s at the same origin', async (_what, authentication, credentials) => {
    const server = await startRedirects({ '/from': [302, '/to'] });
    await connectTo(server, { api: { authentication }, credentials }).client.send(get('/from'), scope());
    const encoded = [canary, Buffer.from(`ada:${canary}`).toString('base64')];
    for (const request of server.received) expect(encoded.some((form) => JSON.stringify(request).includes(form))).toBe(true);
  });
});

describe('ConnectionClient answers', () => {
  it('returns a success', async () => {
    const server = await startApi(201, { id: 1 });
    const answer = await connectTo(server).client.send(post('/', { json: {} }), scope());
    expect(answer).toMatchObject({ status: 201, headers: { 'content-type': 'application/json' } });
    expect(Buffer.from(answer.body).toString()).toBe('{"id":1}');
  });

  it.each<[number, object]>([
    [400, { code: 'api_rejected', retryable: false }],
    [401, { code: 'sign_in_failed', retryable: false }],
    [403, { code: 'api_rejected', retryable: false }],
    [404, { code: 'api_rejected', retryable: false }],
    [408, { code: 'service_unavailable', retryable: true }],
    [425, { code: 'service_unavailable', retryable: true }],
    [429, { code: 'rate_limit', retryable: true }],
    [500, { code: 'service_unavailable', retryable: true }],
    [503, { code: 'service_unavailable', retryable: true }],
  ])('throws the error that %d means', async (status, expected) => {
    const server = await startApi(status, { message: 'because' });
    await expect(connectTo(server).client.send(get('/'), scope())).rejects.toMatchObject({ status, ...expected });
  });

  it.each([[429], [503]])('tells how long %d asks to wait', async (status) => {
    const server = await startApi(status, {}, { 'retry-after': '7' });
    await expect(connectTo(server).client.send(get('/'), scope())).rejects.toMatchObject({ retryAfterMs: 7000 });
  });

  it.each<[Responses, number, string]>([
    [{ success: 404 }, 404, 'success'],
    [{ fail: '>=500' }, 503, 'api_rejected'],
    [{ retry: 404 }, 404, 'service_unavailable'],
    [[200], 404, 'service_unavailable'],
    ['<500', 409, 'success'],
  ])('judges by the responses %j of the application, or of the connector before it', async (responses, status, expected) => {
    const server = await startApi(status);
    const outcomes = [
      connectTo(server, { api: { responses } }).client.send(get('/'), scope()),
      connectTo(server, { api: { responses: { fail: '>=100' } } }).client.send(get('/'), scope(), responses),
    ];
    for (const outcome of outcomes) {
      expect(
        await outcome.then(
          () => 'success',
          (error: { code: string }) => error.code,
        ),
      ).toBe(expected);
    }
  });

  it('says clearly that a range is malformed', async () => {
    const server = await startApi();
    await expect(connectTo(server).client.send(get('/'), scope(), '2xx')).rejects.toThrow('"2xx" is not a status range');
  });

  it.each([
    ['application/json', '{"message":"No such order"}', ': No such order'],
    ['application/problem+json', '{"title":"Gone","detail":"It was deleted"}', ': It was deleted'],
    ['application/json', '{"errors":[{"message":"First"},{"message":"Second"}]}', ': First'],
    ['application/json', '{"error":{"message":"Inner"}}', ': Inner'],
    ['application/json', '{"error":"invalid_grant","error_description":"Expired"}', ': Expired'],
    ['application/json', '{"message":"","reason":"Why"}', ': Why'],
    ['application/json', '{"code":7}', ': {"code":7}'],
    ['application/json', '{"message":', ': {"message":'],
    ['application/json', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, `: ${'['.repeat(500)}`],
    ['text/plain', 'Two\r\n  lines\u0007\u001b[31m', ': Two lines [31m'],
    ['text/html', '<h1>502</h1>', '.'],
    ['text/plain', '', '.'],
    ['text/plain', 'x'.repeat(600), `: ${'x'.repeat(500)}`],
  ])('quotes what the service says in %s: %.40s', async (type, body, expected) => {
    const server = await startServer((_request, response) => {
      response.writeHead(404, { 'content-type': type });
      response.end(body);
    });
    await expect(connectTo(server).client.send(get('/'), scope())).rejects.toMatchObject({
      message: `${server.host} answered 404${expected}`,
    });
  });
});

describe('ConnectionClient secrets', () => {
  const canary = 'c4n4ry+/=5ecret ž';
  const echoes: Record<string, (secret: string) => string> = {
    'as it is': (secret) => secret,
    'percent-encoded': encodeURIComponent,
    'as base64': (secret) => Buffer.from(secret).toString('base64'),
    'as base64url': (secret) => Buffer.from(secret).toString('base64url'),
    'in the credentials of Basic': (secret) => `Basic ${Buffer.from(`ada:${secret}`).toString('base64')}`,
    'as hexadecimal digits': (secret) => Buffer.from(secret).toString('hex'),
    'at the end of what is quoted': (secret) => `${'x'.repeat(495)}${secret}`,
    'over several lines': (secret) => `a\n\n${secret}\n\nb`,
  };

  it.each(Object.keys(echoes))('does not quote one that the service sends back %s', async (how) => {
    const echo = echoes[how]?.(canary) ?? '';
    const bodies = [
      ['application/json', JSON.stringify({ message: `You sent ${echo}` })],
      ['application/json', JSON.stringify({ code: echo })],
      ['text/plain', echo],
    ] as const;
    for (const [type, body] of bodies) {
      const server = await startServer((_request, response) => {
        response.writeHead(400, { 'content-type': type, 'x-echo': 'c4n4ry' });
        response.end(body);
      });
      const { client } = connectTo(server, {
        api: { authentication: basic() },
        credentials: { username: 'ada', password: canary },
      });
      const error = await client.send(get('/'), scope()).catch((thrown: unknown) => thrown);
      const shown = JSON.stringify(error);
      expect(shown).toContain('answered 400');
      expect(shown).not.toContain(echo.slice(0, 505).trim().slice(-8));
      expect(shown).not.toContain('c4n4r');
    }
  });

  it('hides them from redirects', async () => {
    const server = await startRedirects({ '/from': [302, 'http://c4n4ry.evil.test/'] });
    const { client } = connectTo(server, { api: { authentication: bearer() }, credentials: { token: 'C4N4RY' } });
    const error = await client.send(get('/from'), scope()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'redirect_refused' });
    expect(JSON.stringify(error).toLowerCase()).not.toContain('c4n4ry');
  });

  it('hides secret settings that it is told of', () => {
    const { client } = connectTo({ url: 'https://api.example.com', host: 'api.example.com' }, { secrets: ['c4n4ry'] });
    expect(client.redact('a c4n4ry b')).toBe('a [redacted] b');
  });
});

describe('ConnectionClient reports', () => {
  it('tells of every exchange what it was, and nothing that is secret', async () => {
    const server = await startRedirects({ '/canary': [302, '/canary-2'] });
    const reports: ExchangeReport[] = [];
    const { client } = connectTo(server, {
      api: { authentication: apiKey({ query: 'canary' }) },
      credentials: { apiKey: 'canary' },
    });
    const call = scope({ onExchange: (report) => reports.push(report) });
    await client.send(post('/canary?canary', { body: 'ž canary', headers: { 'x-canary': 'canary' } }), call);
    expect(reports).toEqual([
      { method: 'POST', host: server.host, status: 302, durationMs: expect.any(Number), requestBytes: 9, responseBytes: 0 },
      { method: 'GET', host: server.host, status: 200, durationMs: expect.any(Number), requestBytes: 0, responseBytes: 0 },
    ]);
    expect(JSON.stringify(reports)).not.toContain('canary');
  });

  it('tells the code of the error where no answer came', async () => {
    const reports: ExchangeReport[] = [];
    const { client } = connectTo({ url: 'http://127.0.0.1:1', host: '127.0.0.1:1' });
    await expect(client.send(get('/'), scope({ onExchange: (report) => reports.push(report) }))).rejects.toMatchObject({
      code: 'network',
    });
    expect(reports).toMatchObject([{ error: 'network', responseBytes: 0 }]);
    expect(reports[0]).not.toHaveProperty('status');
  });
});

describe('ConnectionClient records', () => {
  it('tells what was sent and received, without the secrets of the connection', async () => {
    const server = await startApi(200, { echo: 'c4n4ry', pad: 'é' });
    const records: ExchangeRecord[] = [];
    const { client } = connectTo(server, {
      api: { authentication: apiKey({ query: 'key' }) },
      credentials: { apiKey: 'c4n4ry' },
    });
    await client.send(
      post('/items?page=2', { json: { copied: 'c4n4ry' } }),
      scope({ onRecord: (record) => records.push(record) }),
    );
    expect(records).toMatchObject([
      {
        method: 'POST',
        status: 200,
        url: `${server.url}/items?page=2&key=[redacted]`,
        request: '{"copied":"[redacted]"}',
        response: '{"echo":"[redacted]","pad":"é"}',
      },
    ]);
  });

  it('keeps the beginning of long texts, with no part of a secret at its end, and nothing of what is no text', async () => {
    const server = await startServer((_request, response) => response.end(Buffer.from([0x50, 0, 0x4e, 0x47])));
    const records: ExchangeRecord[] = [];
    const { client } = connectTo(server, { api: { authentication: bearer() }, credentials: { token: 'c4n4ry-token' } });
    const body = `${'x'.repeat(3995)}c4n4ry-token${'y'.repeat(9000)}`;
    await client.send(post('/items', { body }), scope({ onRecord: (record) => records.push(record) }));
    expect(records[0]?.request).toHaveLength(4000);
    expect(records[0]?.request).not.toContain('c4n4r');
    expect(records[0]).not.toHaveProperty('response');
  });
});

describe('The end of a text that is cut', () => {
  const token = `start-${'t'.repeat(300)}-end`;
  const authentication = bearer();

  it('shows no part of a secret in a record, though what was redacted before it is shorter', async () => {
    const server = await startApi();
    const records: ExchangeRecord[] = [];
    const { client } = connectTo(server, { api: { authentication }, credentials: { token } });
    const onRecord = (record: ExchangeRecord) => void records.push(record);
    for (const body of [token.repeat(60), Buffer.from(token.repeat(60))])
      await client.send(post('/', { body }), scope({ onRecord }));
    expect(records.map(({ request }) => request?.replaceAll('[redacted]', ''))).toEqual(['', '']);
  });

  it('shows no part of a secret in a refusal, though the spaces before it are left out', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(400, { 'content-type': 'text/plain' }).end(`No.${' '.repeat(65_400)}${token}`);
    });
    const { client } = connectTo(server, { api: { authentication }, credentials: { token } });
    await expect(client.send(get('/'), scope())).rejects.toThrow(/ answered 400: No\. \[redacted\]$/);
  });
});

describe('ConnectionClient test', () => {
  it('sends the request that the application names', async () => {
    const server = await startApi(401);
    const { client } = connectTo(server, {
      api: { test: get('/me'), authentication: bearer() },
      credentials: { token: 'wrong' },
    });
    await expect(client.test(scope())).rejects.toMatchObject({ code: 'sign_in_failed' });
    expect(server.received.map(({ path }) => path)).toEqual(['/me']);
  });

  it('has nothing to find out without a login', async () => {
    const server = await startApi();
    await connectTo(server).client.test(scope());
    expect(server.contacts).toBe(0);
  });

  it.each([
    ['an API key', { authentication: apiKey({ header: 'X-Key' }) }],
    ['user name and password', { authentication: basic() }],
    ['a token that the user pastes', { authentication: bearer() }],
    ['a client certificate', { clientCertificate: true }],
  ])('does not say of %s that it works where nothing can be asked', async (_what, api) => {
    const server = await startApi();
    const credentials = { apiKey: 'k', username: 'ada', password: 'p', token: 't' };
    await expect(connectTo(server, { api, credentials }).client.test(scope())).rejects.toMatchObject({ code: 'not_testable' });
    expect(server.contacts).toBe(0);
  });
});

describe('ConnectionClient test of a login with tokens', () => {
  /** A service that gives tokens until it refuses to, and a connection to it that has one which does not expire yet. */
  async function startLogin(grant: 'authorizationCode' | 'clientCredentials', tokens: Partial<TokenSet> = {}) {
    let refusal: readonly [status: number, error: string] | undefined;
    let count = 1;
    const server = await startServer((_request, response) =>
      refusal
        ? sendJson(response, { error: refusal[1] }, refusal[0])
        : sendJson(response, { access_token: `t${++count}`, expires_in: 3600 }),
    );
    const now = Date.now();
    const tokenStore = memoryTokenStore({ accessToken: 't1', issuedAt: now, expiresAt: now + 3_600_000, ...tokens });
    const api = { authentication: oauth2({ grant, tokenUrl: `${server.url}/token` }) };
    const { client } = connectTo(server, { api, credentials: { clientId: 'id', clientSecret: 'secret' }, tokenStore });
    const refuse = (status: number, error: string) => {
      refusal = [status, error];
    };
    return { server, client, tokenStore, refuse };
  }

  it.each([
    ['clientCredentials', {}, 'client_credentials'],
    ['authorizationCode', { refreshToken: 'r1' }, 'refresh_token'],
  ] as const)('asks for another one each time, though one is at hand: %s', async (grant, tokens, granted) => {
    const { server, client, tokenStore } = await startLogin(grant, tokens);
    await client.test(scope());
    await client.test(scope());
    expect(server.received.map(({ body }) => new URLSearchParams(body).get('grant_type'))).toEqual([granted, granted]);
    expect(await tokenStore.load()).toMatchObject({ accessToken: 't3' });

    await client.send(get('/orders'), scope());
    expect(server.received.at(-1)?.headers.authorization).toBe('Bearer t3');
  });

  it('tells that the account is gone, and asks again although the refusal is a moment old', async () => {
    const { server, client, refuse } = await startLogin('clientCredentials');
    refuse(401, 'invalid_client');
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(client.test(scope())).rejects.toMatchObject({ code: 'sign_in_failed' });
    }
    expect(server.received).toHaveLength(2);
  });

  it('does not take the token at hand for an answer where the service is out of order', async () => {
    const { client, refuse } = await startLogin('authorizationCode', { refreshToken: 'r1' });
    refuse(503, 'server_error');
    await expect(client.test(scope())).rejects.toMatchObject({ code: 'service_unavailable' });
  });

  it('leaves a token alone that only its user can renew', async () => {
    const { server, client } = await startLogin('authorizationCode');
    await expect(client.test(scope())).rejects.toMatchObject({ code: 'not_testable' });
    expect(server.contacts).toBe(0);
  });

  it('needs a user where nobody has signed in', async () => {
    const server = await startApi();
    const api = { authentication: oauth2({ tokenUrl: `${server.url}/token` }) };
    await expect(connectTo(server, { api }).client.test(scope())).rejects.toMatchObject({ needsUser: true });
  });
});
