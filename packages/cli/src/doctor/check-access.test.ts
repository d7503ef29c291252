import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeFolder } from '../mortise.test-kit.ts';
import { checkAdminToken } from './check-admin-token.ts';
import { checkDurability } from './check-durability.ts';
import { checkGuard } from './check-guard.ts';
import { checkSession } from './check-session.ts';

async function startServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server does not listen on a port.');
  return `http://127.0.0.1:${address.port}`;
}

const safeHeaders = { 'content-security-policy': '', 'x-content-type-options': '', 'x-frame-options': '' };

describe('checkGuard', () => {
  it('finds a host green that refuses strange names, strange pages and whoever has no token', async () => {
    const address = await startServer(({ headers }, response) => {
      const isOurs = headers.host?.startsWith('127.0.0.1') && headers.origin === undefined;
      response.writeHead(isOurs ? 401 : 403, safeHeaders).end();
    });
    expect(await checkGuard(address)).toMatchObject([{ check: 'guard', status: 'green' }]);
  });

  it('finds one red that lets everybody in, and says what it tried', async () => {
    const address = await startServer((_request, response) => response.writeHead(200, safeHeaders).end());
    expect(await checkGuard(address)).toMatchObject([
      { status: 'red', detail: expect.stringMatching(/name that is not its own; .*pages of another origin; .*no token\.$/) },
    ]);
  });

  it('finds one red whose answers a page may frame', async () => {
    const address = await startServer(({ headers }, response) => {
      const isOurs = headers.host?.startsWith('127.0.0.1') && headers.origin === undefined;
      const { 'x-frame-options': _framing, ...others } = safeHeaders;
      response.writeHead(isOurs ? 401 : 403, others).end();
    });
    expect(await checkGuard(address)).toMatchObject([{ status: 'red', detail: expect.stringContaining('x-frame-options') }]);
  });

  it('leaves hosts of other machines alone', async () => {
    expect(await checkGuard('http://hub.example.com')).toEqual([]);
    expect(await checkGuard(undefined)).toEqual([]);
  });
});

describe('checkSession', () => {
  const safe = 'mortise_session=a; Path=/; HttpOnly; SameSite=Strict';
  const hostThat = ({ cookie, forgedStatus }: { readonly cookie: string; readonly forgedStatus: number }) =>
    startServer(({ method, headers }, response) => {
      const isForged = method === 'DELETE' && headers['x-mortise-csrf'] !== 'known';
      response.writeHead(isForged ? forgedStatus : 200, method === 'POST' ? { 'set-cookie': cookie } : {});
      response.end(method === 'GET' ? JSON.stringify({ csrfToken: 'known' }) : undefined);
    });

  it.each([
    [{ cookie: safe, forgedStatus: 403 }, 'green', /no page of others/],
    [{ cookie: safe, forgedStatus: 200 }, 'red', /can change things/],
    [{ cookie: 'mortise_session=a; Path=/', forgedStatus: 403 }, 'red', /lacks HttpOnly, SameSite=Strict/],
  ])('finds one with %j %s', async (facts, status, detail) => {
    const found = await checkSession(await hostThat(facts), 'a-token');
    expect(found).toMatchObject([{ check: 'session', status, detail: expect.stringMatching(detail) }]);
  });

  it('leaves hosts of other machines, and those whose token is not known, alone', async () => {
    expect(await checkSession('http://hub.example.com', 'a-token')).toEqual([]);
    expect(await checkSession('http://127.0.0.1:9', undefined)).toEqual([]);
    expect(await checkSession('http://127.0.0.1:9', 'a-token')).toMatchObject([{ status: 'yellow' }]);
  });
});

describe('checkAdminToken', () => {
  it.each([
    ['short', 'red'],
    ['a'.repeat(60), 'yellow'],
    ['only-thirty-characters-of-text', 'yellow'],
    ['q3X0m1cJ7bZ8vN2kL5tR9wY4uH6gF0dS1aPzXoEiCjU=', 'green'],
  ])('finds %s %s', async (given, status) => {
    expect(checkAdminToken({ dataDirectory: await makeFolder(), given, isHostReady: false })).toMatchObject({ status });
  });

  it('finds one green that the host made, and one yellow that nobody here knows', async () => {
    const dataDirectory = await makeFolder();
    const find = (isHostReady: boolean) => checkAdminToken({ dataDirectory, given: undefined, isHostReady }).status;
    expect([find(false), find(true)]).toEqual(['green', 'yellow']);
    await writeFile(join(dataDirectory, 'admin.token'), 'made');
    expect(find(true)).toBe('green');
  });
});

describe('checkDurability', () => {
  it.each([
    [true, ['fsync'], 'yellow'],
    [true, [], 'green'],
    [false, [], 'green'],
    [true, undefined, 'yellow'],
    [false, undefined, 'green'],
  ])('finds a database (elsewhere: %s) with %j off %s', (isElsewhere, weakSettings, status) => {
    expect(checkDurability({ isElsewhere, weakSettings }).status).toBe(status);
  });
});
