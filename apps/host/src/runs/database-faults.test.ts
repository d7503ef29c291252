import { setTimeout as sleep } from 'node:timers/promises';
import { page } from '@mortise/sdk';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { postgresDatabase } from '../database/postgres-database.test-kit.ts';
import { testHost } from '../host.test-kit.ts';
import { throughProxy } from './cut-connections.test-kit.ts';
import { openStore, startEngine, stores, type TestStore } from './engine.test-kit.ts';
import { hasPostgresPrograms, startPostgres } from './postgres-server.test-kit.ts';

const items = 300;
const inFlight = 8;
const document = {
  steps: {
    start: { kind: 'start' },
    list: { kind: 'action', action: 'test.list' },
    one: { kind: 'action', action: 'test.one' },
    two: { kind: 'action', action: 'test.two' },
  },
  edges: [
    { from: 'start', to: 'list' },
    { from: 'list', to: 'one' },
    { from: 'one', to: 'two' },
  ],
};

/** A process under way, whose effects are counted by step and key. */
async function startItems(place: TestStore) {
  const effects = new Map<string, number>();
  const effect =
    (step: string) =>
    async (input: unknown, { idempotencyKey }: { readonly idempotencyKey?: string | undefined }) => {
      const key = `${step} ${idempotencyKey}`;
      effects.set(key, (effects.get(key) ?? 0) + 1);
      await sleep(5);
      return input;
    };
  const list = () => page(Array.from({ length: items }, (_, index) => index));
  const host = await startEngine(document, { list, one: effect('one'), two: effect('two') }, place, { concurrency: inFlight });
  const id = await host.run({});
  const state = async () => {
    const rows = await host.database.selectFrom('runs').select(['state', 'open', 'failed']).where('id', '=', id).execute();
    return rows[0];
  };
  return {
    ...host,
    effects,
    halfDone: () => expect.poll(() => effects.size, { timeout: 30_000, interval: 5 }).toBeGreaterThan(items / 2),
    /** Nothing is lost, and nothing was done twice but what was under way, each time under its first key. */
    async completes(interruptions: number): Promise<void> {
      await expect.poll(async () => (await state().catch(() => undefined))?.state, { timeout: 40_000 }).toBe('completed');
      expect(await state()).toEqual({ state: 'completed', open: 0, failed: 0 });
      expect(effects.size).toBe(2 * items);
      const repeated = [...effects.values()].reduce((sum, times) => sum + times - 1, 0);
      expect(repeated).toBeLessThanOrEqual(interruptions * inFlight);
      expect(await host.database.selectFrom('queue').selectAll().execute()).toEqual([]);
    },
  };
}

describe('A host whose PostgreSQL has a fault', () => {
  const behindProxy = async () => {
    const [, store] = stores;
    const place = await store?.open();
    if (place?.databaseUrl === undefined) throw new Error('There is no PostgreSQL.');
    const proxy = await throughProxy(place.databaseUrl);
    return { proxy, place: { ...place, databaseUrl: proxy.databaseUrl } };
  };

  it('goes on after its connections were cut twenty times in the middle of transactions', async () => {
    const { proxy, place } = await behindProxy();
    const host = await startItems(place);
    await expect.poll(() => host.effects.size, { timeout: 30_000, interval: 5 }).toBeGreaterThan(0);
    for (let cuts = 0; cuts < 20; cuts++) {
      await sleep(Math.random() * 60);
      proxy.cut();
    }
    await host.completes(20);
  }, 90_000);

  it('goes on within ten seconds after the database has not answered for longer than a lease', async () => {
    const { proxy, place } = await behindProxy();
    const host = await startItems(place);
    await host.halfDone();
    proxy.pause();
    await sleep(12_000);
    const before = host.effects.size;
    proxy.resume();
    await expect.poll(() => host.effects.size, { timeout: 10_000 }).toBeGreaterThan(before);
    await host.completes(1);
  }, 90_000);

  it.skipIf(!hasPostgresPrograms)(
    'goes on within ten seconds after the server has crashed and is back',
    async () => {
      const server = await startPostgres();
      const [, store] = stores;
      const host = await startItems({ directory: (await store?.open())?.directory ?? '', databaseUrl: server.databaseUrl });
      await host.halfDone();
      await server.crash();
      await sleep(1000);
      await server.restart();
      const before = host.effects.size;
      await expect.poll(() => host.effects.size, { timeout: 10_000 }).toBeGreaterThan(before);
      await host.completes(1);
    },
    90_000,
  );

  it('lives, is not ready, and is ready again when the database is', async () => {
    const proxy = await throughProxy(await postgresDatabase());
    const { ask } = await testHost({ databaseUrl: proxy.databaseUrl });
    const ready = async () => (await ask('GET', '/health/ready')).status;
    expect(await ready()).toBe(200);
    proxy.pause();
    await expect.poll(ready, { timeout: 10_000 }).toBe(503);
    expect((await ask('GET', '/health/live')).status).toBe(200);
    proxy.resume();
    await expect.poll(ready, { timeout: 10_000 }).toBe(200);
    proxy.setDown(true);
    proxy.cut();
    await expect.poll(ready, { timeout: 10_000 }).toBe(503);
    proxy.setDown(false);
    await expect.poll(ready, { timeout: 10_000 }).toBe(200);
  }, 60_000);
});

describe.each(stores)('A host whose disk is full, on $store', ({ store, open }) => {
  it('keeps what it has, tells of it in its log, and goes on when there is room again', async () => {
    const place = await open();
    const host = await startItems(place);
    const admin = store === 'SQLite' ? host.database : await openStore(place);
    await host.halfDone();
    if (store === 'SQLite') await sql`PRAGMA max_page_count = 1`.execute(admin);
    else {
      await sql`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`.execute(admin);
      await sql`CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON messages EXECUTE FUNCTION refuse()`.execute(admin);
    }
    await expect.poll(() => host.faults.length, { timeout: 10_000 }).toBeGreaterThan(2);
    const before = host.effects.size;
    await sleep(500);
    // What is done waits to be written down, so nothing more is begun.
    expect(host.effects.size).toBe(before);
    if (store === 'SQLite') await sql`PRAGMA max_page_count = 1000000`.execute(admin);
    else await sql`DROP TRIGGER full_disk ON messages`.execute(admin);
    await host.completes(1);
  }, 60_000);
});
