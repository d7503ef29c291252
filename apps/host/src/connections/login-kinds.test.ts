import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testHost } from '../host.test-kit.ts';

const plugins = [
  { application: 'signed', login: 'oauth1' as const },
  { application: 'own', login: 'custom' as const },
  { application: 'certified', login: 'bearer' as const, clientCertificate: true },
];
const consumer = { consumerKey: 'key', consumerSecret: 'canary-consumer', token: 'canary-token', tokenSecret: 'canary-pair' };

interface Received {
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
}

/** A service whose login takes one passcode, and gives another token each time. */
async function startService(passcode = 'canary-passcode') {
  const received: Received[] = [];
  let count = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const path = request.url ?? '';
    received.push({ path, authorization: request.headers.authorization ?? '', body });
    const isRefused = path === '/login' && !body.includes(`"${passcode}"`);
    response.writeHead(isRefused ? 403 : 200, { 'content-type': 'application/json' });
    const message = isRefused ? `No account for ${body}` : undefined;
    const token = isRefused ? { message } : { access_token: `t${++count}`, expires_in: 900 };
    response.end(JSON.stringify(path === '/login' ? token : {}));
  };
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

describe.each(['inline', 'process'] as const)('A connection run by a runner that is %s', (runner) => {
  const start = () => testHost({ plugins, runner });

  it('signs its calls by OAuth 1.0', async () => {
    const { url, received } = await startService();
    const { ask, call } = await start();
    const created = await ask('POST', '/api/connections', {
      body: { application: 'signed', name: 'main', values: { url, ...consumer }, test: false },
    });
    expect(created).toMatchObject({
      status: 201,
      body: {
        values: { url, consumerKey: 'key' },
        secrets: { consumerSecret: { set: true }, token: { set: true }, tokenSecret: { set: true } },
      },
    });
    expect(created.text).not.toContain('canary');
    expect(await call('signed.get', { connection: 'main', input: { path: '/orders' } })).toMatchObject({ status: 200 });
    expect(received.map(({ path, authorization }) => [path, authorization.split(',')[0]])).toEqual([
      ['/orders', 'OAuth oauth_consumer_key="key"'],
    ]);
  });

  it('logs in by what its own form asks for, once for all calls', async () => {
    const { url, received } = await startService();
    const { ask, call } = await start();
    const values = { url, account: 'ada', passcode: 'canary-wrong' };
    const created = await ask('POST', '/api/connections', { body: { application: 'own', name: 'main', values, test: false } });
    expect(created).toMatchObject({
      status: 201,
      body: { values: { url, account: 'ada' }, secrets: { passcode: { set: true } } },
    });
    const { id } = created.body as { id: string };

    const refused = await ask('POST', `/api/connections/${id}/test`);
    expect(refused.body).toMatchObject({ ok: false, error: { code: 'sign_in_failed' } });
    expect(refused.text).not.toContain('canary');

    await ask('PATCH', `/api/connections/${id}`, { body: { values: { passcode: 'canary-passcode' }, test: false } });
    const calls = Array.from({ length: 4 }, () => call('own.get', { connection: 'main', input: { path: '/orders' } }));
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(received.filter(({ path }) => path === '/login').map(({ body }) => JSON.parse(body))).toEqual([
      { account: 'ada', passcode: 'canary-wrong' },
      { account: 'ada', passcode: 'canary-passcode' },
    ]);
    const tokens = received.filter(({ path }) => path === '/orders').map(({ authorization }) => authorization);
    expect(new Set(tokens)).toEqual(new Set(['Bearer t1']));
  });

  it('says which part of its client certificate cannot be used, and shows nothing of it', async () => {
    const { url, received } = await startService();
    const { ask, call } = await start();
    const values = { url, token: 'canary-token', certificate: 'no certificate', privateKey: 'canary-key' };
    const created = await ask('POST', '/api/connections', {
      body: { application: 'certified', name: 'main', values, test: false },
    });
    expect(created).toMatchObject({
      status: 201,
      body: { values: { certificate: 'no certificate' }, secrets: { privateKey: { set: true } } },
    });
    const answer = await call('certified.get', { connection: 'main', input: { path: '/orders' } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_settings', path: 'certificate' } });
    expect(created.text + answer.text).not.toContain('canary');
    expect(received).toEqual([]);
  });

  it.each([
    ['signed', { ...consumer, tokenSecret: undefined }, 'tokenSecret'],
    ['own', { account: 'ada' }, 'passcode'],
    ['certified', { token: 'canary-token', certificate: 'c' }, 'privateKey'],
  ])('is not made without all that %s asks for', async (application, values, path) => {
    const { ask } = await start();
    const body = { application, name: 'main', values: { url: 'https://api.example.com', ...values } };
    const answer = await ask('POST', '/api/connections', { body });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_settings', path } });
    expect(answer.text).not.toContain('canary');
  });
});

describe('The list of applications', () => {
  it('names the kinds of logins', async () => {
    const { ask } = await testHost({ plugins });
    expect(await ask('GET', '/api/applications')).toMatchObject({
      body: [{ authentication: 'bearer' }, { authentication: 'custom' }, { authentication: 'oauth1' }],
    });
  });
});
