import { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigurationError } from '../configuration/configuration-error.ts';
import { hostIn, testHost } from '../host.test-kit.ts';
import { createProject } from '../project.test-kit.ts';
import { startHost } from '../start-host.ts';
import { newTenant } from '../tenants/tenant.test-kit.ts';
import { platform, platformOf, sendRaw } from './bridge.test-kit.ts';

describe('A host that is not told to be a worker', () => {
  it('opens no further port, and has none of the routes', async () => {
    const { host, ask } = await testHost();
    expect(host.orchestyUrl).toBeUndefined();
    for (const path of ['/connector/list', '/applications']) expect((await ask('GET', path)).status).toBe(404);
  });
});

describe('A worker', () => {
  it('listens on this machine only, apart from the host', async () => {
    const { url, host, ask } = await platform();
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(url).not.toBe(host.url);
    expect((await ask('GET', '/connector/list')).status).toBe(404);
    expect((await sendRaw(`${url}/api/actions`, { method: 'GET' })).status).toBe(404);
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'evil.example@127.0.0.1', '0x7f.1'])(
    'is not to be reached under the name %j',
    async (name) => {
      const { url } = await platform();
      const { status, text } = await sendRaw(`${url}/connector/list`, { method: 'GET', headers: { host: name } });
      expect([status, JSON.parse(text)]).toEqual([403, { status: 'Error', message: expect.any(String) }]);
    },
  );

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'none' },
  ])('does not serve a browser that sends %j', async (headers) => {
    const { url, depot } = await platform();
    const body = JSON.stringify({ headers: {}, body: '{"numbers":[1]}' });
    expect((await sendRaw(`${url}/custom-node/abacus.add/process`, { body, headers })).status).toBe(403);
    expect((await sendRaw(`${url}/nowhere`, { method: 'GET', headers })).status).toBe(403);
    expect(depot.requests).toEqual([]);
  });

  it('says in its own words that it has no such route', async () => {
    const { manage } = await platform();
    expect(await manage('GET', '/nowhere')).toEqual({ status: 404, body: { status: 'Error', message: expect.any(String) } });
  });

  it('shows figures', async () => {
    const { url, deliver } = await platform();
    await deliver('custom-node/abacus.add/process', '{"numbers":[1]}', { user: null });
    const { status, text } = await sendRaw(`${url}/metrics`, { method: 'GET' });
    expect(status).toBe(200);
    expect(text).toContain('mortise_calls_total{application="abacus",action="abacus.add",outcome="success"} 1');
  });

  it('lets a platform keep its messages while the host is about to stop', async () => {
    const { url, host } = await platform();
    host.drain();
    const { status, text } = await sendRaw(`${url}/custom-node/abacus.add/process`, { body: '{"headers":{},"body":"{}"}' });
    expect([status, JSON.parse(text)]).toEqual([503, { status: 'Error', message: expect.any(String) }]);
  });

  it('finishes what is under way before it closes', async () => {
    const { deliver, connect, depot, host } = await platform();
    await connect('depot', 'main', { url: depot.url, token: 'a-token-that-opens-the-depot' });
    const under = deliver('custom-node/depot.decide/process', '{"end":"wait","afterMs":600}');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const closed = host.close();
    expect(await under).toMatchObject({ headers: { 'result-code': '0' }, body: '{"waited":true}' });
    await closed;
  });

  it('lets a platform keep its messages where the host itself is at fault', async () => {
    const { app, url } = await platform();
    await app.get(Kysely, { strict: false }).schema.dropTable('orchesty_installs').execute();
    const body = JSON.stringify({ headers: { user: 'main' }, body: '{"numbers":[1]}' });
    expect((await sendRaw(`${url}/custom-node/abacus.add/process`, { body })).status).toBe(503);
  });

  it('acts for the tenant that it is told to, by id or by name, and sees nothing of others', async () => {
    const first = await platform();
    const { id } = await newTenant(first, 'Subsidiary');
    await first.connect('depot', 'main', { url: first.depot.url, token: 'a-token-that-opens-the-depot' });
    expect((await first.manage('GET', '/applications/users/main')).body).toMatchObject({ items: [{ key: 'depot' }] });
    await first.host.close();
    for (const orchestyTenant of [id, 'Subsidiary']) {
      const second = await hostIn(first.project, { orchestyPort: 0, orchestyTenant });
      const { manage, deliver } = platformOf(second);
      expect((await manage('GET', '/applications/users/main')).body).toEqual({ items: [] });
      const reply = await deliver('connector/depot.get-item/action', '{"id":"1"}');
      expect(reply.headers['result-code']).toBe('1006');
      await second.host.close();
    }
    expect(first.depot.requests).toEqual([]);
  });

  it('serves nothing once its tenant is gone', async () => {
    const first = await platform();
    const { id } = await newTenant(first, 'Subsidiary');
    await first.host.close();
    const second = await hostIn(first.project, { orchestyPort: 0, orchestyTenant: id });
    const { manage } = platformOf(second);
    expect((await manage('GET', '/connector/list')).status).toBe(200);
    await second.ask('DELETE', `/api/tenants/${id}`);
    expect((await manage('GET', '/connector/list')).status).toBe(503);
    expect((await manage('POST', '/applications/abacus/users/main/install')).status).toBe(503);
  });
});

describe('A host that cannot be the worker that it is told to be', () => {
  async function start(environment: Readonly<Record<string, string>>) {
    const project = await createProject();
    onTestFinished(() => project.delete());
    const { directory } = project;
    const host = { MORTISE_PORT: '0', MORTISE_LOG_LEVEL: 'silent', MORTISE_DATA_DIR: `${directory}/.mortise` };
    return startHost({ environment: { ...host, ...environment }, projectDirectory: directory });
  }

  it('does not start, and says what to change', async () => {
    const { url } = await platform();
    const taken = new URL(url).port;
    await expect(start({ MORTISE_ORCHESTY_PORT: taken })).rejects.toThrow(ConfigurationError);
    await expect(start({ MORTISE_ORCHESTY_PORT: taken })).rejects.toThrow('MORTISE_ORCHESTY_PORT');
    await expect(start({ MORTISE_ORCHESTY_PORT: '0', MORTISE_ORCHESTY_TENANT: 'nobody' })).rejects.toThrow(
      'MORTISE_ORCHESTY_TENANT',
    );
    await expect(start({ MORTISE_ORCHESTY_PORT: 'open' })).rejects.toThrow('MORTISE_ORCHESTY_PORT');
  });
});
