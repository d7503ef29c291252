import { once } from 'node:events';
import { connect } from 'node:net';
import { startDemoShop } from '@mortise/demo-shop';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testHost } from '../host.test-kit.ts';
import { ErrorAnswer } from './error-answer.ts';

const plugins = [{ application: 'shop', login: 'oauth2' as const }];

async function shopAndHost() {
  const shop = await startDemoShop();
  onTestFinished(() => shop.close());
  const host = await testHost({ plugins });
  await host.connect('shop', 'main', { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
  const get = (rest: object = {}) =>
    host.call('shop.get', { connection: 'main', input: { path: '/api/orders/ord_0001' }, maxAttempts: 1, ...rest });
  return { shop, get, ...host };
}

describe('A request that the host refuses', () => {
  const deep = `${'['.repeat(65)}${']'.repeat(65)}`;
  it.each([
    ['POST', '/api/connections', '{"application":', 400, 'malformed_json'],
    ['POST', '/api/connections', '{"__proto__":{"admin":true}}', 400, 'malformed_json'],
    ['POST', '/api/connections', '{"constructor":{"prototype":{"admin":true}}}', 400, 'malformed_json'],
    ['POST', '/api/connections', `{"application":${deep}}`, 400, 'malformed_json'],
    ['POST', '/api/connections', JSON.stringify('x'.repeat(1024 * 1024)), 413, 'body_too_large'],
    ['POST', '/api/connections', '[]', 422, 'invalid_parameters'],
    ['GET', '/api/nothing', undefined, 404, 'route_not_found'],
    ['PUT', '/api/plugins', '{}', 404, 'route_not_found'],
    ['GET', '/api/actions?colour=red', undefined, 422, 'invalid_parameters'],
    ['GET', '/api/actions/%zz', undefined, 400, 'malformed_request'],
    ['GET', `/api/actions/${'x'.repeat(201)}`, undefined, 422, 'invalid_parameters'],
    ['GET', `/api/actions/${'x'.repeat(501)}`, undefined, 400, 'malformed_request'],
    ['GET', '/api/actions/shop.nothing', undefined, 404, 'action_not_found'],
    ['GET', '/api/applications/nothing', undefined, 404, 'application_not_found'],
    ['GET', '/api/connections/nothing', undefined, 404, 'connection_not_found'],
    ['POST', '/api/actions/gone.get/call', '{}', 404, 'action_not_found'],
    ['POST', '/api/actions/shop.get/call', '{}', 422, 'connection_required'],
    ['POST', '/api/actions/shop.get/call', '{"connection":"nothing"}', 404, 'connection_not_found'],
    ['POST', '/api/actions/shop.get/call', '{"timeoutMs":0}', 422, 'invalid_parameters'],
  ])('$0 $1 gives $3 $4', async (method, path, body, status, code) => {
    const { ask } = await testHost({ plugins });
    const answer = await ask(method, path, { body });
    expect(answer).toMatchObject({ status, body: { code } });
    expect(ErrorAnswer.parse(answer.body).correlationId).toBe(answer.headers.get('x-correlation-id'));
    expect(answer.text).not.toMatch(/node_modules|\.[jt]s:\d|\/tmp\//);
  });

  it('may have no other body than JSON', async () => {
    const { ask } = await testHost();
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
    ]) {
      const answer = await ask('POST', '/api/connections', { body: '{}', headers: { 'content-type': type } });
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    }
  });

  it('names the field that is wrong', async () => {
    const { ask } = await testHost({ plugins });
    const answer = await ask('POST', '/api/connections', { body: { application: 'shop', name: '', values: {} } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_parameters', path: 'name' } });
  });

  it('gets an answer in the same form when it is not even HTTP', async () => {
    const { host } = await testHost();
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
    socket.write('this is no HTTP\r\n\r\n');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    await once(socket, 'close');
    const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n');
    expect(head).toContain('400 Bad Request');
    expect(ErrorAnswer.parse(JSON.parse(body)).code).toBe('malformed_request');
  });
});

describe('A call that the service fails', () => {
  it.each([
    [{ status: 404 }, 502, 'api_rejected', false],
    [{ status: 400 }, 502, 'api_rejected', false],
    [{ status: 429 }, 429, 'rate_limit', true],
    [{ status: 503 }, 503, 'service_unavailable', true],
    [{ drop: 'before' as const }, 502, 'network', true],
    [{ malformed: true as const }, 502, 'malformed_response', expect.any(Boolean)],
    [{ delay: 10_000 }, 504, 'timeout', true],
  ])('with $0 gives $1 $2', async (fault, status, code, retryable) => {
    const { shop, get } = await shopAndHost();
    shop.fail({ path: '/api', ...fault });
    const answer = await get({ timeoutMs: 3000 });
    expect(answer).toMatchObject({ status, body: { code, retryable } });
    expect(ErrorAnswer.safeParse(answer.body).success).toBe(true);
  });

  it('says when to come back', async () => {
    const { shop, get } = await shopAndHost();
    shop.fail({ path: '/api', status: 429, retryAfter: 7 });
    expect((await get()).headers.get('retry-after')).toBe('7');
  });

  it('because its credentials are wrong says so', async () => {
    const { shop, connect: connectAccount, call } = await shopAndHost();
    await connectAccount('shop', 'wrong', { url: shop.url, clientId: shop.clientId, clientSecret: 'not-the-secret' });
    const answer = await call('shop.get', { connection: 'wrong', input: { path: '/api/orders' } });
    expect(answer).toMatchObject({ status: 502, body: { code: 'sign_in_failed' } });
  });

  it('is cancelled when its caller goes away', async () => {
    const { shop, call, log } = await shopAndHost();
    shop.fail({ path: '/api', delay: 3000 });
    const signal = AbortSignal.timeout(300);
    await expect(call('shop.get', { connection: 'main', input: { path: '/api/orders' } }, { signal })).rejects.toThrow();
    await expect.poll(() => log().find(({ event, error }) => event === 'call' && error === 'cancelled')).toBeDefined();
  });
});
