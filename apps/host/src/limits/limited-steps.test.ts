import { setTimeout as sleep } from 'node:timers/promises';
import { fail, limit, page } from '@mortise/sdk';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WorkQueue } from '../queue/work-queue.ts';
import { openStore, startEngine, stores, type TestStore } from '../runs/engine.test-kit.ts';
import { engineOn, type TestActions } from '../runs/engine-on.test-kit.ts';
import { SharedBudgets } from './shared-budgets.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A list whose items go on to an action each. */
const listing = (each: object) => ({
  steps: { start: { kind: 'start' }, list: { kind: 'action', action: 'test.list' }, each: { kind: 'action', ...each } },
  edges: [
    { from: 'start', to: 'list' },
    { from: 'list', to: 'each' },
  ],
});
const alone = (step: object) => ({
  steps: { start: { kind: 'start' }, alone: { kind: 'action', action: 'test.alone', ...step } },
  edges: [{ from: 'start', to: 'alone' }],
});

/** An engine that shares its budgets with the others on the same store. */
async function startSharing(document: object, actions: TestActions, place: TestStore, holder: string) {
  const database = await openStore(place);
  const isShared = place.databaseUrl !== undefined;
  const budgets = await SharedBudgets.open({ database, isShared, onFault: (error) => console.error(error) });
  const host = await engineOn(database, document, actions, { isShared, budgets, holder });
  onTestFinished(async () => {
    await host.close();
    budgets.close();
  });
  return host;
}

/** The most in any stretch of that length. */
function mostIn(times: readonly number[], lengthMs: number): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + lengthMs).length));
}

describe.each(stores)('Limits of a process on $store', ({ store, open }) => {
  it('let a step work on so many messages in a time and no more, on all hosts together', async () => {
    const place = await open();
    const times: number[] = [];
    const actions = { list: () => page(numbers(40)), each: () => void times.push(performance.now()) };
    const document = listing({ action: 'test.each', limit: { amount: 10, seconds: 1 } });
    const hosts = [await startSharing(document, actions, place, 'one')];
    if (store === 'PostgreSQL') hosts.push(await startSharing(document, actions, place, 'two'));
    const id = await hosts[0]?.run({});
    await Promise.race(hosts.map((host) => host.end(id ?? '')));
    expect(times).toHaveLength(40);
    // A busy host begins some time after it may.
    expect(mostIn(times, 750)).toBeLessThanOrEqual(10);
    // One in a second would take thirty.
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(20_000);
  });

  it('let nobody wait for an account that is not theirs, and try no more often than there may be room', async () => {
    let calls = 0;
    let isSpent = true;
    const document = {
      steps: {
        ...listing({ action: 'busy.each' }).steps,
        other: { kind: 'start' },
        free: { kind: 'action', action: 'test.free' },
      },
      edges: [...listing({}).edges, { from: 'other', to: 'free' }],
    };
    const host = await startEngine(
      document,
      {
        list: () => page(numbers(200)),
        each: () => {
          calls++;
          return isSpent ? limit(3000) : 'done';
        },
        free: () => 'done',
      },
      await open(),
      { concurrency: 4 },
    );
    const busy = await host.run({});
    await expect.poll(() => calls, { timeout: 20_000 }).toBeGreaterThanOrEqual(200);
    const startedAt = performance.now();
    // If each waited for room in the account of the others, they would take fifteen seconds.
    for (let count = 0; count < 5; count++) await host.end(await host.run({}, { start: 'other' }));
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    const before = calls;
    await sleep(4500);
    // Sixteen find out for all two hundred, once in three seconds.
    expect(calls - before).toBeLessThanOrEqual(60);
    isSpent = false;
    expect((await host.end(busy)).state).toBe('completed');
    expect(host.faults).toEqual([]);
  });

  it('fail a message whose host was gone ten times in a row, and nothing that was lost less often', async () => {
    const place = await open();
    const database = await openStore(place);
    const host = await engineOn(database, alone({}), { alone: () => 'done' }, { holder: 'setup' });
    await host.engine.stop(1000);
    const ids = [await host.run({ n: 1 }), await host.run({ n: 2 })];
    await host.close();
    const lost = new WorkQueue('lost', false);
    const lose = (amount: number) =>
      database
        .transaction()
        .execute((transaction) => lost.take(transaction, amount))
        .then(() => lost.reclaim(database));
    await lose(2);
    for (let count = 1; count < 10; count++) await lose(1);
    const next = await engineOn(database, alone({}), { alone: () => 'done' }, { holder: 'next' });
    onTestFinished(() => next.close());
    const ends = await Promise.all(ids.map((id) => next.end(id)));
    expect(ends.map(({ state }) => state)).toEqual(['failed', 'completed']);
    const failed = await database.selectFrom('messages').selectAll().where('state', '=', 'failed').execute();
    expect(failed).toMatchObject([{ run: ids[0], error: 'host_crashed' }]);
  });

  it('do again what was cut off when the host stopped, and count it for nothing', async () => {
    const place = await open();
    const document = alone({ retry: { attempts: 1 } });
    const started = Promise.withResolvers<void>();
    const first = await startEngine(
      document,
      {
        alone: (_input, { signal }) => {
          started.resolve();
          return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(fail('The call was cancelled.'))));
        },
      },
      place,
    );
    const id = await first.run({});
    await started.promise;
    await first.engine.stop(20);
    const [message] = await first.database.selectFrom('messages').selectAll().where('step', '=', 'alone').execute();
    expect(message?.state).toBe('waiting');
    const second = await startEngine(document, { alone: () => 'done' }, place);
    expect((await second.end(id)).state).toBe('completed');
  });
});
