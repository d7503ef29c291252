import { createServer } from 'node:http';
import { RemoteRunner } from '@mortise/runtime';
import {
  Application,
  apiKey,
  CustomAction,
  definePlugin,
  get,
  type InputOf,
  path,
  RestConnector,
  type SettingsOf,
  url,
} from '@mortise/sdk';
import type { ServiceOptions } from '@mortise/service';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { postgresDatabase } from '../database/postgres-database.test-kit.ts';
import { hostIn, type TestAnswer, type TestHost, testHost } from '../host.test-kit.ts';
import { newTenant } from '../tenants/tenant.test-kit.ts';
import { approve, ReserveStock, servicesOf, startService } from './service.test-kit.ts';
import { ServiceSession } from './service-session.ts';
import { ServiceStore } from './service-store.ts';

describe('A service over TCP', () => {
  it('waits for approval under a code, and its actions then run through the host', async () => {
    const host = await testHost();
    const shop = await startService(host.servicesUrl);

    await shop.until('pending');
    expect(await servicesOf(host)).toMatchObject([
      { name: 'shop', status: 'pending', code: expect.stringMatching(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/), instances: 0 },
    ]);
    expect(await host.call('shop.reserve-stock', { input: { sku: 'A' } })).toMatchObject({ status: 404 });

    await approve(host, shop);
    expect(await host.call('shop.reserve-stock', { input: { sku: 'A', amount: 2 } })).toMatchObject({
      status: 200,
      body: { outcome: 'success', output: { reserved: 2, sku: 'A' }, attempts: 1 },
    });
    expect(await servicesOf(host)).toMatchObject([{ status: 'online', instances: 1, actions: ['shop.reserve-stock'] }]);
  });

  it('is let in by itself where it runs on the machine of a developer, and listed', async () => {
    const host = await testHost({ development: true });
    await startService(host.servicesUrl);
    await expect
      .poll(async () => (await host.ask('GET', '/api/actions')).body, { interval: 20 })
      .toMatchObject([{ id: 'shop.reserve-stock', application: 'shop', input: { properties: { sku: { type: 'string' } } } }]);
  });

  it('is offline once it is gone, and comes back by itself', async () => {
    const host = await testHost({ development: true });
    const { service, until, keyFile } = await startService(host.servicesUrl);
    await until('online');
    await service.stop();

    await expect.poll(() => servicesOf(host)).toMatchObject([{ status: 'offline', instances: 0 }]);
    const reserve = async () => (await host.ask('GET', '/api/actions/shop.reserve-stock')).body;
    expect((await host.ask('GET', '/api/actions')).body).toMatchObject([{ id: 'shop.reserve-stock', offline: true }]);
    expect(await reserve()).toMatchObject({ offline: true });
    await startService(host.servicesUrl, { keyFile });
    // A call that comes while it is away waits for it a little.
    expect(await host.call('shop.reserve-stock', { input: { sku: 'A' } })).toMatchObject({ status: 200 });
    expect(await reserve()).not.toHaveProperty('offline');
  });

  it.each(['is looked up', 'is written down'])('is not called any more where it ends while it %s', async (step) => {
    const host = await testHost({ development: true });
    const { service, until, keyFile } = await startService(host.servicesUrl);
    await until('online');
    await service.stop();
    await expect.poll(() => servicesOf(host)).toMatchObject([{ status: 'offline' }]);
    const isReached = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    const pause = () => {
      isReached.resolve();
      return mayGoOn.promise;
    };
    const store = host.app.get(ServiceStore, { strict: false });
    const find = store.find.bind(store);
    if (step === 'is written down') vi.spyOn(store, 'update').mockImplementationOnce(pause);
    else vi.spyOn(store, 'find').mockImplementationOnce((id) => pause().then(() => find(id)));

    const short = await startService(host.servicesUrl, { keyFile });
    await isReached.promise;
    const end = vi.spyOn(ServiceSession.prototype, 'end');
    onTestFinished(() => end.mockRestore());
    await short.service.stop();
    await expect.poll(() => end.mock.calls.length).toBeGreaterThan(0);
    mayGoOn.resolve();

    const next = await startService(host.servicesUrl, { keyFile });
    await next.until('online');
    expect(host.app.get(RemoteRunner, { strict: false }).instancesOf('shop')).toBe(1);
  });

  it('is not listed as pending where it ends before its turn', async () => {
    const host = await testHost();
    const isReached = Promise.withResolvers<void>();
    const mayGoOn = Promise.withResolvers<void>();
    vi.spyOn(host.app.get(ServiceStore, { strict: false }), 'find').mockImplementationOnce(async () => {
      isReached.resolve();
      await mayGoOn.promise;
      return undefined;
    });
    const first = await startService(host.servicesUrl);
    await isReached.promise;
    const receive = vi.spyOn(ServiceSession.prototype, 'receive');
    const end = vi.spyOn(ServiceSession.prototype, 'end');
    onTestFinished(() => void vi.restoreAllMocks());
    const second = await startService(host.servicesUrl, { name: 'short-lived' });
    await expect.poll(() => receive.mock.calls.length).toBeGreaterThan(0);
    await second.service.stop();
    await expect.poll(() => end.mock.calls.length).toBeGreaterThan(0);
    mayGoOn.resolve();

    await first.until('pending');
    const third = await startService(host.servicesUrl, { name: 'third' });
    await third.until('pending');
    expect((await servicesOf(host)).map(({ name }) => name)).toEqual(['shop', 'third']);
  });

  it('finds its host again after that was restarted, without another approval', async () => {
    const first = await testHost();
    const url = new URL(first.servicesUrl);
    const shop = await startService(first.servicesUrl);
    await approve(first, shop);
    await first.host.close();
    await shop.until('connecting');

    const second = await hostIn(first.project, { servicesPort: Number(url.port) });
    await shop.until('online');
    expect(await second.call('shop.reserve-stock', { input: { sku: 'A' } })).toMatchObject({ status: 200 });
  });

  it('does not come back after it was removed', async () => {
    const host = await testHost();
    const shop = await startService(host.servicesUrl);
    const id = await approve(host, shop);

    expect((await host.ask('DELETE', `/api/services/${id}`)).status).toBe(204);
    await shop.until('stopped');
    expect(await servicesOf(host)).toEqual([]);
    expect((await host.ask('GET', '/api/actions')).body).toEqual([]);
    expect(await host.call('shop.reserve-stock', { input: { sku: 'A' } })).toMatchObject({ status: 404 });
    expect((await host.ask('GET', '/api/audit')).body).toMatchObject({
      entries: [{ action: 'service.removed' }, { action: 'service.approved' }],
    });
  });

  it('reports what a changed contract breaks', async () => {
    const host = await testHost({ development: true });
    const { service, until, keyFile } = await startService(host.servicesUrl);
    await until('online');
    expect((await publishProcess(host, 'take-orders')).status).toBe(200);
    await service.stop();
    const changed = await startService(host.servicesUrl, { keyFile, actions: [ReserveFromWarehouse] });
    await changed.until('online');

    expect(await servicesOf(host)).toMatchObject([
      {
        changes: [
          { action: 'shop.reserve-stock', breaking: true, change: '`amount` became required', processes: ['take-orders'] },
          { breaking: false, change: '`warehouse` was added' },
          { breaking: true, change: 'does not give `sku` any more' },
        ],
      },
    ]);
  });

  it.each(['adds an action', 'has to be approved', 'has another key'])(
    'goes on reporting what breaks a process after a version that %s',
    async (what) => {
      const host = await testHost();
      const shop = await startService(host.servicesUrl);
      await approve(host, shop);
      expect((await publishProcess(host, 'take-orders')).status).toBe(200);
      await shop.service.stop();
      const key = what === 'has another key' ? {} : { keyFile: shop.keyFile };
      const start = (options: Partial<ServiceOptions>) =>
        startService(host.servicesUrl, { actions: [ReserveFromWarehouse], ...key, ...options });
      if (what === 'adds an action') {
        const changed = await start({});
        await changed.until('online');
        await changed.service.stop();
        await (await start({ actions: [ReserveFromWarehouse, Release] })).until('online');
      } else {
        await approve(host, await start({ plugins: what === 'has to be approved' ? [library] : [] }));
      }

      const reported = (await servicesOf(host)).find(({ status }) => status === 'online')?.['changes'];
      expect(reported).toContainEqual({
        action: 'shop.reserve-stock',
        breaking: true,
        change: '`amount` became required',
        processes: ['take-orders'],
      });
    },
  );

  it('is called by its contract while an instance of another version is connected too', async () => {
    const host = await testHost({ development: true });
    const newer = await startService(host.servicesUrl, { actions: [ReserveFromWarehouse] });
    await newer.until('online');
    const older = await startService(host.servicesUrl, { keyFile: newer.keyFile });
    await older.until('online');
    await expect.poll(async () => (await servicesOf(host))[0]?.instances).toBe(2);

    const calls = Array.from({ length: 6 }, () => host.call('shop.reserve-stock', { input: { sku: 'A' } }));
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array(6).fill(200));
  });

  it('offers what the instances that are left do, once one of another version has gone', async () => {
    const host = await testHost({ development: true });
    const current = await startService(host.servicesUrl, { actions: [ReserveStock, Release] });
    await current.until('online');
    const old = await startService(host.servicesUrl, { keyFile: current.keyFile });
    await old.until('online');
    await expect.poll(async () => (await servicesOf(host))[0]?.actions).toEqual(['shop.reserve-stock']);

    await old.service.stop();

    await expect.poll(async () => (await servicesOf(host))[0]?.actions).toEqual(['shop.reserve-stock', 'shop.release']);
    expect((await host.call('shop.release', { input: {} })).body).toMatchObject({ output: 'released' });
  });

  it('is known to the other hosts on the database of its own, where calls wait for it instead of failing for good', async () => {
    const options = { databaseUrl: await postgresDatabase(), masterKey: Buffer.alloc(32, 7).toString('base64') };
    const [one, two] = [await testHost({ ...options, development: true }), await testHost(options)];
    await (await startService(one.servicesUrl)).until('online');

    const known = async () => (await two.ask('GET', '/api/actions/shop.reserve-stock')).body;
    await expect.poll(known, { timeout: 20_000 }).toMatchObject({ id: 'shop.reserve-stock', offline: true });
    const answer = await two.call('shop.reserve-stock', { input: { sku: 'A' }, timeoutMs: 1000 });
    expect(answer.body).toMatchObject({ retryable: true });
  });

  it('has to be approved again before it may speak for other applications', async () => {
    const host = await testHost();
    const shop = await startService(host.servicesUrl);
    await approve(host, shop);
    await shop.service.stop();

    const larger = await startService(host.servicesUrl, { keyFile: shop.keyFile, plugins: [library] });
    await larger.until('pending');
    expect((await host.ask('GET', '/api/applications')).text).not.toContain('library');
    await approve(host, larger);
    expect((await host.ask('GET', '/api/applications')).text).toContain('library');

    // The one that was in went before the larger one came; a third version waits beside those that are online.
    const third = await startService(host.servicesUrl, { keyFile: shop.keyFile, plugins: [library, museum] });
    await third.until('pending');
    expect((await host.ask('GET', '/api/services')).body).toMatchObject([{ status: 'online', code: expect.stringMatching(/-/) }]);
    await third.service.stop();

    for (const plugins of [[], [library]]) {
      const restarted = await startService(host.servicesUrl, { keyFile: shop.keyFile, plugins });
      await restarted.until('online');
      expect(restarted.states.map(({ state }) => state)).not.toContain('pending');
    }
  });

  it('offers the connectors of the plugins that it mounts, whose requests the host sends', async () => {
    const api = createServer((request, response) =>
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ path: request.url, key: request.headers['x-api-key'] })),
    );
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void api.close());
    const address = api.address();
    if (address === null || typeof address === 'string') throw new TypeError('The server does not listen on a port.');
    const host = await testHost({ development: true });
    const { until } = await startService(host.servicesUrl, { plugins: [library] });
    await until('online');

    const connection = await host.connect('library', 'main', {
      url: `http://127.0.0.1:${address.port}`,
      apiKey: 'secret-of-ada',
    });
    const { body } = await host.call('library.get-book', { connection, input: { id: '51' } });
    expect(body).toMatchObject({ output: { path: '/books/51', key: 'secret-of-ada' } });
  });

  it('is there for the tenant that approved it, and for no other', async () => {
    const host = await testHost();
    const stranger = await newTenant(host, 'Stranger');
    const shop = await startService(host.servicesUrl);
    await shop.until('pending');
    const [waiting] = await servicesOf(host);
    expect(await servicesOf(stranger)).toEqual([]);
    const guess = { method: 'POST', path: `/api/services/${waiting?.id}/approve` } as const;
    expect((await stranger.ask(guess.method, guess.path, { body: { code: 'AAAA-AAAA' } })).status).toBe(404);

    expect((await stranger.ask(guess.method, guess.path, { body: { code: waiting?.code } })).status).toBe(200);
    await shop.until('online');
    const call = { body: { input: { sku: 'A' } } };
    const address = '/api/actions/shop.reserve-stock';
    expect((await stranger.ask('POST', `${address}/call`, call)).status).toBe(200);
    expect((await host.ask('POST', `${address}/call`, call)).status).toBe(404);
    for (const path of ['/api/actions', '/api/applications', '/api/openapi.json', '/api/services']) {
      expect((await host.ask('GET', path)).text).not.toContain('reserve-stock');
      expect((await host.ask('GET', path)).text).not.toContain('"shop"');
    }
    for (const path of [address, '/api/applications/shop']) expect((await host.ask('GET', path)).status).toBe(404);
    expect((await stranger.ask('GET', '/api/openapi.json')).text).toContain('reserve-stock');
    expect((await publishProcess(host, 'take-orders')).status).toBe(422);
    expect((await publishProcess(stranger, 'take-orders')).status).toBe(200);

    expect((await host.ask('DELETE', `/api/tenants/${stranger.id}`)).status).toBeLessThan(300);
    await shop.until('stopped');
  });
});

describe('A service whose plugin has the name of another service', () => {
  it('is not let in by another tenant', async () => {
    const host = await testHost();
    const stranger = await newTenant(host, 'Stranger');
    await approve(host, await startService(host.servicesUrl));
    const evil = await startService(host.servicesUrl, { name: 'evil', plugins: [shopPlugin] });
    await evil.until('pending');
    const { id, code } = (await servicesOf(host)).find(({ name }) => name === 'evil') ?? {};

    expect(await stranger.ask('POST', `/api/services/${id}/approve`, { body: { code } })).toMatchObject({
      status: 409,
      body: { code: 'name_taken', detail: expect.stringContaining('"shop"') },
    });
    expect(await host.call('shop.reserve-stock', { input: { sku: 'A' } })).toMatchObject({ status: 200 });
  });

  it('leaves it its name within a tenant', async () => {
    const host = await testHost();
    await approve(host, await startService(host.servicesUrl));
    await approve(host, await startService(host.servicesUrl, { name: 'reseller', plugins: [shopPlugin] }));
    expect(await servicesOf(host)).toMatchObject([{ name: 'reseller', hidden: ['shop'] }, { name: 'shop' }]);
    expect(await host.call('shop.reserve-stock', { input: { sku: 'A' } })).toMatchObject({ status: 200 });
  });
});

describe('A stranger', () => {
  it('is sent away where what it offers is nested deeper than the host could show', async () => {
    const host = await testHost();
    const deep: unknown = JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`);
    class Deep extends ReserveStock {
      override readonly input = z.object({
        sku: z.string().meta({ examples: [deep] }),
        amount: z.int().positive().default(1),
      });
    }
    const stranger = await startService(host.servicesUrl, { actions: [Deep] });
    await stranger.until('stopped');
    expect(stranger.service.state).toMatchObject({ reason: expect.stringContaining('nested too deep') });
    expect(await host.ask('GET', '/api/services')).toMatchObject({ status: 200, body: [] });
  });
});

describe('The code of a service', () => {
  it('is enough for an admin who does not see who waits, unless too many were wrong', async () => {
    const host = await testHost();
    const [stranger, guesser] = [await newTenant(host, 'Stranger'), await newTenant(host, 'Guesser')];
    const { service, until } = await startService(host.servicesUrl);
    await until('pending');
    const code = service.state.state === 'pending' ? service.state.code : '';
    const enter = ({ ask }: Pick<TestHost, 'ask'>, given: string) =>
      ask('POST', '/api/services/approve', { body: { code: given } });

    const wrong = await Promise.all(Array.from({ length: 12 }, () => enter(guesser, 'AAAA-AAAA')));
    expect(wrong.map(({ status }) => status).sort()).toEqual([...Array(10).fill(404), 429, 429]);
    const late = await enter(guesser, code);
    expect(late).toMatchObject({ status: 429, body: { code: 'too_many_tries' } });
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);

    expect(await enter(stranger, code)).toMatchObject({ status: 200, body: { name: 'shop' } });
    await until('online');
    expect(await servicesOf(stranger)).toMatchObject([{ name: 'shop', status: 'online' }]);
    expect((await enter(stranger, code)).status).toBe(404);
  });
});

describe('A service in the program of its host', () => {
  it('needs no socket and no approval', async () => {
    const address = 'memory:of-a-test';
    const host = await testHost({ brokerUrl: address });
    const { until } = await startService(address);
    await until('online');
    expect(await host.call('shop.reserve-stock', { input: { sku: 'A' } })).toMatchObject({ status: 200 });
    await host.host.close();
    await until('connecting');
  });
});

class Shop extends Application {
  readonly name = 'shop';
  readonly title = 'Shop';
  readonly description = 'Has the name of a service.';

  baseUrl() {
    return 'https://shop.example';
  }
}

const shopPlugin = definePlugin({ application: Shop, actions: [ReserveStock] });

/** As a later version, which needs an amount and says less. */
class ReserveFromWarehouse extends CustomAction {
  readonly name = 'reserve-stock';
  readonly title = 'Reserve stock';
  readonly input = z.object({ sku: z.string(), amount: z.int().positive(), warehouse: z.string().optional() });
  readonly output = z.object({ reserved: z.int() });

  execute({ amount }: InputOf<ReserveFromWarehouse>) {
    return { reserved: amount };
  }
}

class Release extends CustomAction {
  readonly name = 'release';
  readonly title = 'Release what was reserved';
  readonly input = z.object({});
  readonly output = z.literal('released');

  execute() {
    return 'released' as const;
  }
}

const LibraryBook = z.object({ path: z.string(), key: z.string() });

class Library extends Application {
  readonly name: string = 'library';
  readonly title = 'Library';
  readonly description = 'Books.';
  override readonly authentication = apiKey({ header: 'X-Api-Key' });
  override readonly settings = z.object({ url: url('Address') });

  baseUrl(settings: SettingsOf<Library>) {
    return settings.url;
  }
}

class GetBook extends RestConnector {
  readonly name = 'get-book';
  readonly title = 'Get a book';
  readonly input = z.object({ id: z.string() });
  readonly output = LibraryBook;

  request({ id }: InputOf<GetBook>) {
    return get(path`/books/${id}`);
  }
}

const library = definePlugin({ application: Library, connectors: [GetBook] });

class Museum extends Library {
  override readonly name = 'museum';
}

const museum = definePlugin({ application: Museum, connectors: [GetBook] });

/** Publishes a process that reserves stock, as far as that is possible. */
async function publishProcess({ ask }: Pick<TestHost, 'ask'>, name: string): Promise<TestAnswer> {
  const steps = {
    begin: { kind: 'start' },
    reserve: { kind: 'action', action: 'shop.reserve-stock', input: { sku: '{{ data.sku }}' } },
  };
  const { status, body, text } = await ask('POST', '/api/processes', {
    body: { name, document: { title: 'Take orders', steps, edges: [{ from: 'begin', to: 'reserve' }] } },
  });
  expect([status, text]).toEqual([201, text]);
  const { id } = z.looseObject({ id: z.string() }).parse(body);
  return ask('POST', `/api/processes/${id}/publish`, { body: {} });
}
