import { setTimeout as sleep } from 'node:timers/promises';
import type { BudgetOwner, RateBudget } from '@mortise/sdk';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, stores } from '../runs/engine.test-kit.ts';
import { SharedBudgets } from './shared-budgets.ts';

const owner = { application: 'acme', connection: 'c1', revision: '1' };
const patience = (timeoutMs = 5000, signal?: AbortSignal) => ({ deadlineAt: performance.now() + timeoutMs, signal });

/** Sends as one call does; gives when. */
async function send(budget: RateBudget, path = '/', timeoutMs?: number): Promise<number> {
  await budget.turn(path, patience(timeoutMs));
  const at = performance.now();
  budget.ended(path, undefined);
  return at;
}

/** The most in any stretch of that length. */
function mostIn(times: readonly number[], lengthMs: number): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + lengthMs).length));
}

describe.each(stores)('Budgets on $store', ({ open }) => {
  async function openHosts(count: number) {
    const place = await open();
    const isShared = place.databaseUrl !== undefined;
    const faults: unknown[] = [];
    const start = async () => {
      const database = await openStore(place);
      const budgets = await SharedBudgets.open({ database, isShared, onFault: (error) => faults.push(error) });
      onTestFinished(() => budgets.close());
      return { budgets, database };
    };
    const hosts = [await start()];
    // Hosts that share SQLite do not exist; there it is one after the other.
    while (hosts.length < count) hosts.push(isShared ? await start() : (hosts[0] ?? (await start())));
    return {
      start,
      faults,
      hosts,
      of: (facts: Partial<BudgetOwner>) => hosts.map(({ budgets }) => budgets.open({ ...owner, ...facts })),
    };
  }

  it('are not asked where there is no limit', async () => {
    const { of } = await openHosts(1);
    for (let count = 0; count < 100; count++) expect(of({})[0]?.turn('/', patience())).toBeUndefined();
  });

  it('hold for three hosts together: never more in any second, and all of it used', async () => {
    const { of, faults } = await openHosts(3);
    const budgets = of({ perConnection: [{ amount: 10, seconds: 1 }] });
    const startedAt = performance.now();
    const times = await Promise.all(budgets.flatMap((budget) => Array.from({ length: 10 }, () => send(budget, '/', 25_000))));
    // When a turn was given is heard of a little later; without the limit in common, all thirty come at once.
    expect(mostIn(times, 750)).toBe(10);
    // One in a second would take twenty.
    expect(Math.max(...times) - startedAt).toBeLessThan(15_000);
    expect(faults).toEqual([]);
  });

  it('never let one account delay another', async () => {
    const { of } = await openHosts(2);
    const slow = of({ perConnection: [{ amount: 1, seconds: 60 }] });
    await Promise.all(slow.map((budget) => send(budget, '/', 20_000).catch(() => 0)));
    const waiting = slow.map((budget) => budget.turn('/', patience(300_000)));
    const other = of({ connection: 'c2', perConnection: [{ amount: 5, seconds: 1 }] });
    // They would have to wait a minute, which is past their deadline.
    await Promise.all(other.map((budget) => send(budget)));
    expect(await Promise.race([...waiting, sleep(10, 'waits')])).toBe('waits');
  });

  it('share what an application may send among its accounts, one after the other', async () => {
    const { of } = await openHosts(1);
    const perApplication = { amount: 2, seconds: 0.2 };
    const [busy] = of({ connection: 'busy', perApplication });
    const [quiet] = of({ connection: 'quiet', perApplication });
    const order: string[] = [];
    const note = (name: string, budget = busy) => budget && send(budget).then(() => order.push(name));
    await Promise.all([...Array.from({ length: 8 }, () => note('busy')), note('quiet', quiet), note('quiet', quiet)]);
    expect(order.slice(0, 6).filter((name) => name === 'quiet')).toHaveLength(2);
  });

  it('share it where turns come one at a time, too', async () => {
    const { of } = await openHosts(1);
    const perApplication = { amount: 1, seconds: 0.1 };
    const [busy] = of({ connection: 'busy', perApplication });
    const [quiet] = of({ connection: 'quiet', perApplication });
    const order: string[] = [];
    const note = (name: string, budget = busy) => budget && send(budget).then(() => order.push(name));
    await Promise.all([...Array.from({ length: 8 }, () => note('busy')), note('quiet', quiet), note('quiet', quiet)]);
    expect(order.slice(0, 5).filter((name) => name === 'quiet')).toHaveLength(2);
  });

  it('forget nothing over a restart, and all of an account that is another', async () => {
    const { of, start } = await openHosts(1);
    const perConnection = [{ amount: 1, seconds: 60 }];
    expect(await of({ perConnection })[0]?.turn('/', patience())).toBe('free');
    const { budgets } = await start();
    await expect(budgets.open({ ...owner, perConnection }).turn('/', patience(20_000))).rejects.toMatchObject({
      code: 'budget_spent',
      retryAfterMs: expect.toSatisfy((milliseconds) => milliseconds > 40_000 && milliseconds <= 61_000),
    });
    expect(await budgets.open({ ...owner, revision: '2', perConnection }).turn('/', patience())).toBe('free');
  });

  it('pass on what a service has told one host, for its kind of requests and for that account alone', async () => {
    const { of, start } = await openHosts(1);
    const [first] = of({});
    void first?.turn('/search/code', patience());
    first?.ended('/search/code', { remaining: 0, resetMs: 60_000, resource: 'search' });
    await sleep(100);
    const { budgets } = await start();
    const restarted = budgets.open(owner);
    await expect(restarted.turn('/search/issues', patience())).rejects.toMatchObject({ code: 'budget_spent' });
    expect(restarted.turn('/repos', patience())).toBeUndefined();
    expect(budgets.open({ ...owner, connection: 'c2' }).turn('/search', patience())).toBeUndefined();
  });

  it('refuse at once where the wait outlasts the deadline, and give nothing to those who have gone', async () => {
    const { of } = await openHosts(1);
    const [spent] = of({ connection: 'spent', perConnection: [{ amount: 1, seconds: 60 }] });
    const [budget] = of({ perConnection: [{ amount: 1, seconds: 0.5 }] });
    if (!spent || !budget) throw new Error('There is no budget.');
    await send(spent);
    const startedAt = performance.now();
    await expect(spent.turn('/', patience(25_000))).rejects.toMatchObject({ code: 'budget_spent' });
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    await send(budget);
    const cancellation = new AbortController();
    const gone = Array.from({ length: 20 }, () => budget.turn('/', patience(60_000, cancellation.signal)));
    // Behind twenty who had not gone it would wait ten seconds, twice as long as it may.
    const last = send(budget);
    cancellation.abort();
    for (const turn of gone) await expect(turn).rejects.toMatchObject({ code: 'cancelled' });
    await last;
  });

  it('ask for patience, not for a failure, while the database is away', async () => {
    const { of, hosts, faults } = await openHosts(1);
    const [budget] = of({ perConnection: [{ amount: 1, seconds: 1 }] });
    await hosts[0]?.database.schema.dropTable('rate_budgets').execute();
    await expect(budget?.turn('/', patience())).rejects.toMatchObject({
      code: 'budget_spent',
      retryable: true,
      retryAfterMs: 1000,
    });
    expect(faults).toHaveLength(1);
  });
});
