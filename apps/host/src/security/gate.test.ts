import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { testHost } from '../host.test-kit.ts';
import { RouteList } from '../openapi/route-list.ts';

/** fetch() does not let a program choose its Host and Origin. */
function status(url: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('The gate', () => {
  it('knows every route that Fastify serves', async () => {
    const { app } = await testHost();
    const listed = app.get(RouteList, { strict: false }).read();
    const server = app.getHttpAdapter().getInstance();
    for (const { method, path } of listed) {
      expect(server.hasRoute({ method: method.toUpperCase(), url: path.replaceAll(/\{(\w+)\}/g, ':$1') })).toBe(true);
    }
    const served = server.printRoutes({ commonPrefix: false }).match(/\((?:[A-Z]+(?:, )?)+\)/g) ?? [];
    // Fastify serves HEAD wherever it serves GET, and a route for every method under those of WebDAV as well.
    const counted = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
    const methods = served.flatMap((methodList) => methodList.slice(1, -1).split(', '));
    expect(methods.filter((method) => counted.includes(method))).toHaveLength(
      listed.filter(({ method }) => counted.includes(method.toUpperCase())).length,
    );
  });

  it('does not tell a stranger which routes exist', async () => {
    const { ask } = await testHost();
    expect(await ask('GET', '/api/nothing', { headers: { authorization: '' } })).toMatchObject({ status: 401 });
    expect(await ask('GET', '/api/nothing')).toMatchObject({ status: 404, body: { code: 'route_not_found' } });
  });

  it('wants the token for metrics where a proxy may stand in front', async () => {
    const { ask } = await testHost({ behindProxy: true, publicUrl: 'https://hub.example.com' });
    expect(await ask('GET', '/metrics', { headers: { authorization: '' } })).toMatchObject({ status: 401 });
    expect(await ask('GET', '/metrics')).toMatchObject({ status: 200 });
  });

  it.each([
    ['127.0.0.1', undefined, 200],
    ['localhost:9', undefined, 200],
    ['hub.example.com', undefined, 200],
    ['hub.example.com', 'https://hub.example.com', 200],
    ['[::1]:4310', undefined, 200],
    ['LOCALHOST', undefined, 200],
    ['hub.example.com:443', undefined, 200],
    ['evil.example.com', undefined, 403],
    ['evil.example.com@127.0.0.1', undefined, 403],
    ['127.0.0.1:80@evil.example.com', undefined, 403],
    ['127.1', undefined, 403],
    ['0x7f.1', undefined, 403],
    ['2130706433', undefined, 403],
    ['127.0.0.1/', undefined, 403],
    ['127.0.0.1?', undefined, 403],
    ['[127.0.0.1]', undefined, 403],
    ['127.0.0.1:port', undefined, 403],
    ['127.0.0.1.evil.example.com', undefined, 403],
    ['127.0.0.1', 'https://evil.example.com', 403],
    ['127.0.0.1', 'http://localhost:5173', 403],
    ['127.0.0.1', 'null', 403],
  ])('answers a request for %s from the page %s with %i', async (host, origin, expected) => {
    const {
      host: { url, adminToken },
    } = await testHost({ publicUrl: 'https://hub.example.com' });
    const headers = { host, authorization: `Bearer ${adminToken}`, ...(origin && { origin }) };
    expect(await status(`${url}/api/plugins`, headers)).toBe(expected);
  });

  it('tells browsers to sniff, frame and keep nothing, and allows no other origin', async () => {
    const { ask } = await testHost();
    const { headers } = await ask('GET', '/api/plugins');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(headers.has('access-control-allow-origin')).toBe(false);
    expect(headers.has('strict-transport-security')).toBe(false);
  });
});
