import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Database, Tables } from '../database/tables.ts';
import { openStore, stores, type TestStore } from '../runs/engine.test-kit.ts';
import { type Claim, WorkQueue } from './work-queue.ts';

const tenant = 'default';
const hourMs = 60 * 60 * 1000;

/** A host on a store, with its own connections. */
async function hostOn(store: TestStore, holder: string) {
  const database = await openStore(store);
  const queue = new WorkQueue(holder, store.databaseUrl !== undefined);
  const within = <Result>(work: (transaction: Transaction<Tables>) => Promise<Result>) => database.transaction().execute(work);
  return { database, queue, within, take: () => within((transaction) => queue.take(transaction, 10)) };
}

async function postgres(): Promise<TestStore> {
  const store = await stores.find(({ store }) => store === 'PostgreSQL')?.open();
  if (!store) throw new Error('There is no PostgreSQL among the stores.');
  return store;
}

const entry = (message: string, turn = 1) => ({ tenant, message, turn, sequence: 'S' });
const messagesOf = (claims: readonly Claim[]) => claims.map(({ message }) => message);

describe('A sequence on a database of several hosts', () => {
  it('is in the order in which what was added was committed, and one of it is taken at a time', async () => {
    const store = await postgres();
    const [a, b] = [await hostOn(store, 'a'), await hostOn(store, 'b')];
    const added = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const first = a.within(async (transaction) => {
      await a.queue.add(transaction, [entry('first', 2)]);
      added.resolve();
      await mayCommit.promise;
    });
    await added.promise;
    const order: string[] = [];
    const second = b.within((transaction) => b.queue.add(transaction, [entry('second')])).then(() => order.push('second'));
    await sleep(200);
    expect(messagesOf(await b.take())).toEqual([]);
    order.push('first');
    mayCommit.resolve();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);

    const claims = [...(await b.take()), ...(await a.take())];
    expect(messagesOf(claims)).toEqual(['first']);
    await b.within((transaction) => b.queue.settle(transaction, claims));
    expect(messagesOf(await a.take())).toEqual(['second']);
  });

  it('lets hosts add to the same ones at once, in any order', async () => {
    const store = await postgres();
    const hosts = [await hostOn(store, 'a'), await hostOn(store, 'b'), await hostOn(store, 'c')];
    const sequences = Array.from({ length: 600 }, (_, index) => `S${index}`);
    await Promise.all(
      hosts.map(({ queue, within }, number) =>
        within((transaction) => {
          const own = number % 2 === 0 ? sequences : sequences.toReversed();
          return queue.add(
            transaction,
            own.map((sequence) => ({ tenant, message: `${sequence} of ${number}`, turn: 1, sequence })),
          );
        }),
      ),
    );
    const [host] = hosts;
    expect(await host?.queue.depths(host.database)).toEqual(
      new Map([
        ['ready', 600],
        ['held', 1200],
      ]),
    );
  });
});

describe('What one host puts back and another takes', () => {
  const state = async (database: Database) =>
    (await database.selectFrom('queue').select('state').executeTakeFirstOrThrow()).state;

  it('waits for as long as it should where the clock of a host is an hour ahead', async () => {
    const store = await postgres();
    const host = await hostOn(store, 'right');
    const ahead = await hostOn(store, 'ahead');
    await host.within((transaction) => host.queue.add(transaction, [{ ...entry('later'), availableAt: afterNow(60_000) }]));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hourMs });
    onTestFinished(() => void vi.useRealTimers());
    expect(await ahead.queue.wake(ahead.database)).toBe(false);
    expect(await ahead.take()).toEqual([]);
    const due = await ahead.queue.nextDue(ahead.database);
    const waitMs = (due?.getTime() ?? 0) - Date.now();
    expect(waitMs).toBeGreaterThan(50_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);

    // And what that host puts back is not put off by an hour.
    await host.within((transaction) => host.queue.remove(transaction, ['later']));
    await ahead.within((transaction) => ahead.queue.add(transaction, [entry('soon')]));
    const [claim] = await ahead.take();
    if (!claim) throw new Error('It was not taken.');
    await ahead.within((transaction) => ahead.queue.putBack(transaction, claim, { at: afterNow(50) }));
    vi.useRealTimers();
    expect(await state(host.database)).toBe('delayed');
    await expect.poll(() => host.queue.wake(host.database)).toBe(true);
    expect(messagesOf(await host.take())).toEqual(['soon']);
  });
});

function afterNow(ms: number): Date {
  return new Date(Date.now() + ms);
}
