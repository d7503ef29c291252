import { setTimeout as sleep } from 'node:timers/promises';
import { fail, page } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { startEngine, stores, storesOfHosts, tenant } from './engine.test-kit.ts';
import { newRunId } from './message.ts';
import { RunControl } from './run-control.ts';
import { RunNews } from './run-news.ts';

const document = {
  steps: {
    start: { kind: 'start' },
    list: { kind: 'action', action: 'test.list' },
    each: { kind: 'action', action: 'test.each' },
    all: { kind: 'collect' },
    end: { kind: 'action', action: 'test.end' },
  },
  edges: [
    { from: 'start', to: 'list' },
    { from: 'list', to: 'each' },
    { from: 'each', to: 'all' },
    { from: 'all', to: 'end' },
  ],
};

describe.each(storesOfHosts)('A failed item of a batch on $store', ({ open }) => {
  /** Items 0 to 4, of which 2 fails until it is mended. */
  async function withFailedItem() {
    const collected: unknown[] = [];
    let isMended = false;
    const host = await startEngine(
      document,
      {
        list: () => page([0, 1, 2, 3, 4]),
        each: (item) => (item === 2 && !isMended ? fail('No.') : item),
        end: (items) => void collected.push(items),
      },
      await open(),
    );
    const run = await host.run({});
    expect((await host.end(run)).state).toBe('failed');
    const ofRun = () => host.database.selectFrom('messages').selectAll().where('tenant', '=', tenant).where('run', '=', run);
    const failed = await ofRun().where('state', '=', 'failed').execute();
    const state = async () =>
      (await host.database.selectFrom('runs').selectAll().where('id', '=', run).executeTakeFirstOrThrow()).state;
    const mend = () => {
      isMended = true;
    };
    return { ...host, failed, collected, state, mend };
  }

  it('is waited for, and collected in its place once it was replayed', async () => {
    const { database, ledger, engine, failed, collected, state, mend } = await withFailedItem();
    expect(collected).toEqual([]);
    mend();
    expect(await database.transaction().execute((transaction) => ledger.replay(transaction, failed, undefined, 'somebody'))).toBe(
      1,
    );
    expect(await state()).toBe('running');
    engine.wake();
    await expect.poll(state).toBe('completed');
    expect(collected).toEqual([[0, 1, 2, 3, 4]]);
    // There is nothing left to replay.
    expect(await database.transaction().execute((transaction) => ledger.replay(transaction, failed, undefined, 'somebody'))).toBe(
      0,
    );
  });

  it('is gone without once it was discarded', async () => {
    const { database, ledger, engine, failed, collected, state } = await withFailedItem();
    const { discarded, ended } = await database
      .transaction()
      .execute((transaction) => ledger.discard(transaction, failed, 'It is not needed.', 'somebody'));
    expect([discarded, ended]).toEqual([1, []]);
    engine.wake();
    await expect.poll(state).toBe('completed');
    expect(collected).toEqual([[0, 1, 3, 4]]);
  });

  it('goes on without it only once its process does', async () => {
    const { database, ledger, queue, engine, failed, collected, state } = await withFailedItem();
    await database.updateTable('processes').set({ state: 'paused' }).execute();
    await database.transaction().execute((transaction) => ledger.discard(transaction, failed, 'It is not needed.', 'somebody'));
    engine.wake();
    await sleep(500);
    expect([await state(), collected]).toEqual(['paused', []]);

    await database.updateTable('processes').set({ state: 'active' }).execute();
    const news = new RunNews({ publish: () => {} }, { run: () => {}, message: () => {} });
    const control = new RunControl(database, { queue, ledger, news, wake: () => engine.wake() });
    expect(await control.resume(tenant, failed[0]?.run ?? '', 'process')).toBe(true);
    await expect.poll(state).toBe('completed');
    expect(collected).toEqual([[0, 1, 3, 4]]);
  });

  it('goes nowhere once its process is deleted', async () => {
    const { database, ledger, engine, failed, collected, state } = await withFailedItem();
    await database.deleteFrom('processes').execute();
    await database.transaction().execute((transaction) => ledger.discard(transaction, failed, 'It is not needed.', 'somebody'));
    engine.wake();
    await sleep(500);
    expect([await state(), collected]).toEqual(['completed', []]);
  });
});

describe.each(stores)('What a step collects on $store', ({ open }) => {
  it('includes messages that failed on their way, of the same batch', async () => {
    const done: unknown[] = [];
    const report: unknown[] = [];
    const branching = {
      steps: {
        ...document.steps,
        each: { kind: 'action', action: 'test.each', onFailure: { to: 'note' } },
        note: { kind: 'transform', expression: 'data.data' },
        errors: { kind: 'collect' },
        report: { kind: 'action', action: 'test.report' },
      },
      edges: [...document.edges, { from: 'note', to: 'errors' }, { from: 'errors', to: 'report' }],
    };
    const host = await startEngine(
      branching,
      {
        list: () => page([0, 1, 2, 3, 4]),
        each: (item) => (item === 1 || item === 3 ? fail('No.') : item),
        end: (items) => void done.push(items),
        report: (items) => void report.push(items),
      },
      await open(),
    );
    expect((await host.end(await host.run({}))).state).toBe('completed');
    expect([done, report]).toEqual([[[0, 2, 4]], [[1, 3]]]);
  });

  it('is all there where a list of several pages was given nothing', async () => {
    const done: unknown[] = [];
    const host = await startEngine(
      document,
      {
        list: (_input, { cursor }) => (cursor === undefined ? page([0, 1], 'more') : page([2])),
        each: (item) => item,
        end: (items) => void done.push(items),
      },
      await open(),
    );
    expect((await host.end(await host.run(null))).state).toBe('completed');
    expect(done).toEqual([[0, 1, 2]]);
  });

  it('has failed where it came without a batch', async () => {
    const edges = [{ from: 'start', to: 'all' }];
    const host = await startEngine({ ...document, edges }, {}, await open());
    const run = await host.run({});
    expect((await host.end(run)).state).toBe('failed');
    const { state, error } = await host.database
      .selectFrom('messages')
      .selectAll()
      .where('run', '=', run)
      .where('step', '=', 'all')
      .executeTakeFirstOrThrow();
    expect([state, error]).toEqual(['failed', 'collect_without_batch']);
  });

  it('fails where it is too large for one message, again and again, until it is given other data', async () => {
    const done: unknown[] = [];
    const last = Promise.withResolvers<void>();
    const host = await startEngine(
      document,
      {
        list: () => page(Array.from({ length: 66 }, (_, index) => index)),
        each: (item) => (item === 0 ? 'x'.repeat(1024 * 1024) : item === 65 ? last.promise : item),
        end: (items) => void done.push(items),
      },
      await open(),
    );
    const run = await host.run({});
    const collected = () => host.database.selectFrom('messages').select('data').where('state', '=', 'collected').execute();
    await expect.poll(collected).toHaveLength(65);
    const large = (await collected()).find(({ data }) => data.startsWith('blob:'));
    if (!large) return expect.fail('It lies apart.');
    await host.database.updateTable('messages').set(large).where('state', '=', 'collected').execute();
    last.resolve();
    expect((await host.end(run)).state).toBe('failed');
    const failed = () => host.database.selectFrom('messages').selectAll().where('state', '=', 'failed').execute();
    const replay = async () => {
      const rows = await failed();
      await host.database.transaction().execute((transaction) => host.ledger.replay(transaction, rows, undefined, 'somebody'));
      host.engine.wake();
    };
    expect(await failed()).toMatchObject([{ step: 'all', error: 'too_large', attempts: expect.stringContaining('64 MiB') }]);

    await replay();
    await expect.poll(failed).toMatchObject([{ error: 'too_large' }]);
    expect(done).toEqual([]);

    const [row] = await failed();
    if (!row) return expect.fail('It has failed.');
    await host.database.transaction().execute((transaction) => host.ledger.edit(transaction, row, ['shorter'], 'somebody'));
    await replay();
    await expect.poll(() => done).toEqual([['shorter']]);
    expect(host.faults).toEqual([]);
  });
});

describe.each(stores.map((each) => ({ ...each, hosts: each.store === 'SQLite' ? 1 : 3 })))(
  'A large run on $store',
  {
    timeout: 60_000,
  },
  ({ open, hosts }) => {
    it('is paused, resumed and cancelled at any moment without a message lost or done twice', async () => {
      const seen = new Map<unknown, number>();
      const items = Array.from({ length: 1500 }, (_, index) => index);
      const actions = {
        list: () => page(items),
        each: async (item: unknown) => {
          seen.set(item, (seen.get(item) ?? 0) + 1);
          await sleep(Math.random() * 3);
          return item;
        },
        end: () => null,
      };
      const store = await open();
      const host = await startEngine(document, actions, store, { holder: 'host-1' });
      const others = [];
      for (let number = 2; number <= hosts; number++) {
        others.push(await startEngine(document, actions, store, { holder: `host-${number}` }));
      }
      const readRun = (id: string) => host.database.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      const news = new RunNews({ publish: () => {} }, { run: () => {}, message: () => {} });
      const control = new RunControl(host.database, { ...host, news, wake: () => host.engine.wake() });
      const run = await host.run({}, { id: newRunId() });
      for (let round = 0; round < 8; round++) {
        await sleep(Math.random() * 60);
        await control.pause(tenant, run, 'run');
        const { size } = seen;
        await sleep(20);
        // Only what was under way.
        expect(seen.size - size).toBeLessThanOrEqual(16 * hosts);
        await control.resume(tenant, run, 'run');
      }
      await expect.poll(async () => (await readRun(run)).state, { timeout: 30_000 }).toBe('completed');
      expect([seen.size, Math.max(...seen.values())]).toEqual([items.length, 1]);

      seen.clear();
      const other = await host.run({});
      await expect.poll(() => seen.size).toBeGreaterThan(50);
      expect(await control.cancel(tenant, other)).toBe(true);
      await expect.poll(async () => (await readRun(other)).open).toBe(0);
      const { length } = await host.database
        .selectFrom('messages')
        .select('id')
        .where('run', '=', other)
        .where('state', '=', 'waiting')
        .execute();
      expect(length).toBe(0);
      expect(await host.database.selectFrom('queue').selectAll().execute()).toEqual([]);
      expect([host, ...others].flatMap(({ faults }) => faults)).toEqual([]);
    });
  },
);
