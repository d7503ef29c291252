import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { postgresDatabase } from '../database/postgres-database.test-kit.ts';
import { databases, testHost } from '../host.test-kit.ts';
import { ProcessEngine } from '../runs/process-engine.ts';
import { shopPlugin } from './shop-plugin.test-kit.ts';
import { TriggerPage, type TriggerView } from './trigger-view.ts';
import { hostOfShop } from './triggers.test-kit.ts';

const everySecond = { kind: 'schedule', cron: '* * * * * *', timeZone: 'UTC' };
const yearly = { kind: 'schedule', cron: '0 0 1 1 *', timeZone: 'Europe/Prague', data: { what: 'year' } };
const newOrders = { kind: 'poll', action: 'shop.new-orders', connection: 'main', everySeconds: 1 };

type Shop = Awaited<ReturnType<typeof hostOfShop>>;

async function list(ask: Shop['ask']): Promise<TriggerView[]> {
  const { status, body } = await ask('GET', '/api/triggers');
  expect(status, JSON.stringify(body)).toBe(200);
  return TriggerPage.parse(body).items;
}

/** As if the host had been away for so long. */
async function setBack({ database }: Shop, process: string, ms: number): Promise<void> {
  const due_at = new Date(Date.now() - ms).toISOString();
  await database.updateTable('triggers').set({ due_at }).where('process', '=', process).execute();
}

describe.each(databases)('A schedule on $engine', { timeout: 30_000 }, ({ open }) => {
  it('starts one run for each slot', async () => {
    const { ask, publish, started } = await hostOfShop(await open());
    await publish('tick', { tick: everySecond });

    await expect.poll(async () => (await started('tick')).length).toBeGreaterThanOrEqual(3);

    const slots = (await started('tick')).map((data) => JSON.stringify(data));
    expect(slots[0]).toMatch(/^\{"scheduledAt":"[\d-]+T[\d:]+\.000Z"\}$/);
    expect(new Set(slots).size).toBe(slots.length);
    expect(await list(ask)).toMatchObject([{ process: 'tick', kind: 'schedule', state: 'active', lastAt: expect.any(String) }]);
  });

  it('serves its slot, once, where the host failed between taking the slot and starting the run', async () => {
    const { app, ask, publish, started, log } = await hostOfShop(await open());
    const engine = app.get(ProcessEngine, { strict: false });
    const startIn = engine.startIn.bind(engine);
    vi.spyOn(engine, 'startIn').mockImplementationOnce(async (...given) => {
      await startIn(...given);
      throw new Error('The disk is full.');
    });
    await publish('tick', { tick: everySecond });

    await expect.poll(async () => (await list(ask))[0]?.problem).toMatchObject({ code: 'internal' });
    expect(await started('tick')).toEqual([]);
    expect(log().some((line) => JSON.stringify(line).includes('The disk is full.'))).toBe(true);

    await expect.poll(async () => (await started('tick')).length).toBeGreaterThanOrEqual(2);
    expect((await list(ask))[0]).not.toHaveProperty('problem');
    const slots = (await started('tick')).map((data) => JSON.stringify(data));
    expect(new Set(slots).size).toBe(slots.length);
  });

  it('catches up once on what was missed, and goes on from now', async () => {
    const shop = await hostOfShop(await open());
    await shop.publish('yearly', { new: yearly });
    await setBack(shop, 'yearly', 3 * 366 * 86_400_000);

    await expect.poll(() => shop.started('yearly')).toEqual([{ what: 'year' }]);

    await sleep(600);
    expect(await shop.started('yearly')).toHaveLength(1);
    const [trigger] = await list(shop.ask);
    expect(Date.parse(trigger?.nextAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('rests while its process is paused, without catching up, and is gone with it', async () => {
    const { ask, publish, setState, started, remove } = await hostOfShop(await open());
    await publish('tick', { tick: everySecond });
    await expect.poll(async () => (await started('tick')).length).toBeGreaterThanOrEqual(1);

    await setState('tick', 'paused');
    const before = (await started('tick')).length;
    await sleep(2500);
    expect(await started('tick')).toHaveLength(before);
    expect(await list(ask)).toMatchObject([{ state: 'paused' }]);

    await setState('tick', 'active');
    await expect.poll(async () => (await started('tick')).length).toBe(before + 1);
    await remove('tick');
    expect(await list(ask)).toEqual([]);
  });
});

describe.each(databases)('A poll on $engine', { timeout: 30_000 }, ({ open }) => {
  it('takes stock first, then starts a run for each new item, once', async () => {
    const { publish, started, shop } = await hostOfShop(await open());
    shop.orders.push({ id: 'old' });
    await publish('orders', { poll: newOrders });
    await expect.poll(() => shop.calls.length).toBeGreaterThanOrEqual(1);

    shop.orders.push({ id: 'o1' }, { id: 'o2' });

    await expect.poll(() => started('orders')).toHaveLength(2);
    const polls = shop.calls.length;
    await expect.poll(() => shop.calls.length).toBeGreaterThan(polls);
    expect(await started('orders')).toEqual(expect.arrayContaining([{ id: 'o1' }, { id: 'o2' }]));
    expect(await started('orders')).toHaveLength(2);
  });

  it('starts a run for each item, however few may wait', async () => {
    const { publish, started, shop } = await hostOfShop({ ...(await open()), mostWaiting: 3 });
    await publish('orders', { poll: newOrders });
    await expect.poll(() => shop.calls.length).toBeGreaterThanOrEqual(1);

    shop.orders.push(...Array.from({ length: 10 }, (_, index) => ({ id: `o${index}` })));

    await expect.poll(() => started('orders')).toHaveLength(10);
  });

  it('says what its service did, and goes on where it was', async () => {
    const { ask, publish, setState, started, shop } = await hostOfShop(await open());
    await publish('orders', { poll: newOrders });
    await expect.poll(() => shop.calls.length).toBeGreaterThanOrEqual(1);
    await expect.poll(async () => (await list(ask))[0]?.lastAt).toBeDefined();

    shop.refusals.push(503);
    shop.orders.push({ id: 'o1' });
    await expect.poll(async () => (await list(ask))[0]?.problem).toMatchObject({ code: 'service_unavailable' });
    await expect.poll(() => started('orders')).toEqual([{ id: 'o1' }]);
    expect((await list(ask))[0]).not.toHaveProperty('problem');

    await setState('orders', 'paused');
    shop.orders.push({ id: 'o2' });
    await publish('orders', { poll: newOrders });
    await setState('orders', 'active');
    await expect.poll(() => started('orders')).toEqual([{ id: 'o1' }, { id: 'o2' }]);
  });
});

describe('A poll whose host fails', { timeout: 30_000 }, () => {
  it('between what it remembers and the runs of what it found loses none of it', async () => {
    const { app, publish, started, shop, ask } = await hostOfShop();
    await publish('orders', { poll: newOrders });
    await expect.poll(async () => (await list(ask))[0]?.lastAt).toBeDefined();
    const engine = app.get(ProcessEngine, { strict: false });
    vi.spyOn(engine, 'startAllIn').mockRejectedValueOnce(new Error('The disk is full.'));
    shop.orders.push({ id: 'o1' }, { id: 'o2' });

    await expect.poll(async () => (await list(ask))[0]?.problem).toMatchObject({ code: 'internal' });
    await expect.poll(() => started('orders')).toHaveLength(2);
    expect(await started('orders')).toEqual(expect.arrayContaining([{ id: 'o1' }, { id: 'o2' }]));
  });
});

describe('Polls whose service hangs', { timeout: 30_000 }, () => {
  it('keep neither schedules waiting nor the polls of another tenant', async () => {
    const { publish, started, shop, database } = await hostOfShop();
    const { promise, resolve } = Promise.withResolvers<void>();
    onTestFinished(() => resolve());
    shop.held.until = promise;
    await publish('orders', Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`poll${index}`, newOrders])));
    await expect.poll(() => shop.calls.length).toBe(8);

    await publish('tick', { tick: everySecond });
    const [poll] = await database.selectFrom('triggers').selectAll().where('process', '=', 'orders').limit(1).execute();
    if (!poll) return expect.fail('There are polls.');
    const due_at = new Date().toISOString();
    await database
      .insertInto('triggers')
      .values({ ...poll, tenant: 'other', id: randomUUID(), due_at, held_until: null })
      .execute();

    await expect.poll(async () => (await started('tick')).length).toBeGreaterThanOrEqual(2);
    // It has no such connection, which shows that its turn has come.
    const others = () => database.selectFrom('triggers').select('problem').where('tenant', '=', 'other').execute();
    await expect.poll(others).toMatchObject([{ problem: expect.stringContaining('connection_not_found') }]);
    expect(shop.calls).toHaveLength(8);
  });
});

describe('The triggers of several hosts', { timeout: 40_000 }, () => {
  it('fire once for each slot and each item', async () => {
    const shared = { databaseUrl: await postgresDatabase(), masterKey: Buffer.alloc(32, 7).toString('base64') };
    const first = await hostOfShop(shared);
    await testHost({ ...shared, plugins: [shopPlugin] });
    await testHost({ ...shared, plugins: [shopPlugin] });
    const { shop, started } = first;
    await first.publish('orders', { poll: newOrders });
    await first.publish('tick', { tick: everySecond });
    await expect.poll(() => shop.calls.length).toBeGreaterThanOrEqual(1);

    for (let index = 0; index < 4; index++) {
      shop.orders.push({ id: `o${index}` });
      await sleep(1000);
    }

    await expect.poll(async () => (await started('orders')).length).toBe(4);
    await expect.poll(async () => (await started('tick')).length).toBeGreaterThanOrEqual(4);
    const slots = (await started('tick')).map((data) => JSON.stringify(data));
    expect(new Set(slots).size).toBe(slots.length);
    const orders = (await started('orders')).map((data) => JSON.stringify(data));
    expect(new Set(orders).size).toBe(4);
  });
});

describe('Triggers', { timeout: 30_000 }, () => {
  it('follow what a host could not say any more', async () => {
    const { database, publish, triggers, started, ask } = await hostOfShop();
    await publish('kept', { tick: everySecond });
    await publish('gone', { tick: everySecond });
    await database.deleteFrom('triggers').where('process', '=', 'kept').execute();
    await database.deleteFrom('followed_processes').where('process', '=', 'kept').execute();
    await database.deleteFrom('processes').where('id', '=', 'gone').execute();

    await triggers.followStray();

    expect(await list(ask)).toMatchObject([{ process: 'kept', state: 'active' }]);
    const before = (await started('kept')).length;
    await expect.poll(async () => (await started('kept')).length).toBeGreaterThan(before);
  });
});
