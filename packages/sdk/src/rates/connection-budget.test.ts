import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { MemoryBudgets } from './memory-budgets.ts';
import type { BudgetOwner, RateBudget } from './rate-budget.ts';

const patience = (timeoutMs = 5000, signal?: AbortSignal) => ({ deadlineAt: performance.now() + timeoutMs, signal });

function open(owner: Partial<BudgetOwner> = {}, budgets = new MemoryBudgets()): RateBudget {
  return budgets.open({ application: 'acme', ...owner });
}

/** From now on time goes by only where the test says so. */
function stopTheClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** How long a turn was waited for; `undefined` where it was there at once. */
async function waitedMs(budget: RateBudget, path = '/', timeoutMs?: number): Promise<number | undefined> {
  const startedAt = performance.now();
  const turn = budget.turn(path, patience(timeoutMs));
  if (!turn) return undefined;
  await turn;
  return performance.now() - startedAt;
}

describe('A budget without limits', () => {
  it('gives every turn at once', () => {
    const budget = open();
    for (let count = 0; count < 1000; count++) expect(budget.turn('/', patience())).toBeUndefined();
  });
});

describe('A budget with limits', () => {
  it('is refused at once where the wait outlasts the deadline, and leaves the turn to others', async () => {
    stopTheClock();
    const budget = open({ perConnection: [{ amount: 1, seconds: 0.3 }] });
    expect(budget.turn('/', patience())).toBeUndefined();
    budget.ended('/', undefined);
    const startedAt = performance.now();
    for (let count = 0; count < 5; count++) {
      await expect(budget.turn('/', patience(100))).rejects.toMatchObject({
        code: 'budget_spent',
        retryable: true,
        retryAfterMs: 300,
      });
    }
    expect(performance.now()).toBe(startedAt);
    const last = waitedMs(budget);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await last).toBe(300);
  });

  it('counts those who wait already when it tells whether there is a turn in time', async () => {
    stopTheClock();
    const budget = open({ perConnection: [{ amount: 1, seconds: 0.2 }] });
    const ends = () => {
      budget.ended('/', undefined);
      return 'turn';
    };
    expect(budget.turn('/', patience())).toBeUndefined();
    ends();
    const turns = [1, 2, 3].map(async () => await budget.turn('/', patience(500))?.then(ends, ({ code }) => code));
    await vi.advanceTimersByTimeAsync(5000);
    // After 200, 400, and 600 ms, which is too late.
    expect(await Promise.all(turns)).toEqual(['turn', 'turn', 'budget_spent']);
  });

  it('gives the turn of a caller who has gone to the next', async () => {
    stopTheClock();
    const budget = open({ perConnection: [{ amount: 1, seconds: 0.2 }] });
    void budget.turn('/', patience());
    const cancellation = new AbortController();
    const gone = Array.from({ length: 20 }, () => budget.turn('/', patience(60_000, cancellation.signal)));
    const last = waitedMs(budget, '/', 60_000);
    cancellation.abort();
    for (const turn of gone) await expect(turn).rejects.toMatchObject({ code: 'cancelled' });
    await vi.advanceTimersByTimeAsync(60_000);
    // The limit's time, and a quarter of it for a request that has no answer yet.
    expect(await last).toBe(250);
  });

  it('does not wait for a caller who has gone before', async () => {
    const budget = open({ perConnection: [{ amount: 1, seconds: 5 }] });
    void budget.turn('/', patience());
    await expect(budget.turn('/', patience(10_000, AbortSignal.abort()))).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('keeps to each of several limits', async () => {
    stopTheClock();
    const limits = [
      { amount: 2, seconds: 0.1 },
      { amount: 3, seconds: 0.5 },
    ];
    const budget = open({ perConnection: [...limits, undefined] });
    const startedAt = performance.now();
    const times: number[] = [];
    const takeFour = async () => {
      for (let count = 0; count < 4; count++) {
        await budget.turn('/', patience());
        times.push(performance.now() - startedAt);
      }
    };
    const taken = takeFour();
    await vi.advanceTimersByTimeAsync(5000);
    await taken;
    expect(times).toEqual([0, 0, 125, 625]);
  });

  it('lets a new limit hold from now on, for those who wait too, and goes on counting under one that stays', async () => {
    const budgets = new MemoryBudgets();
    const connection = { connection: 'c1', perConnection: [{ amount: 1, seconds: 60 }] };
    const budget = open(connection, budgets);
    expect(budget.turn('/', patience())).toBeUndefined();
    const waiting = budget.turn('/', patience(120_000));
    expect(open(connection, budgets)).toBe(budget);
    expect(await Promise.race([waiting, sleep(50, 'waits')])).toBe('waits');

    open({ connection: 'c1', perConnection: [{ amount: 5, seconds: 1 }] }, budgets);
    expect(await Promise.race([waiting, sleep(50, 'waits')])).toBeUndefined();
  });

  it('begins anew with another revision of the connection, and after the connection is forgotten', () => {
    const budgets = new MemoryBudgets();
    const limits = { connection: 'c1', perConnection: [{ amount: 1, seconds: 60 }] };
    const first = open({ ...limits, revision: '1' }, budgets);
    expect(open({ ...limits, revision: '1' }, budgets)).toBe(first);
    const second = open({ ...limits, revision: '2' }, budgets);
    expect(second).not.toBe(first);
    budgets.forget('c1');
    expect(open({ ...limits, revision: '2' }, budgets)).not.toBe(second);
  });

  it('shares what is left among the connections of an application, one after the other', async () => {
    const budgets = new MemoryBudgets();
    const perApplication = { amount: 2, seconds: 0.2 };
    const [busy, quiet] = [
      open({ connection: 'busy', perApplication }, budgets),
      open({ connection: 'quiet', perApplication }, budgets),
    ];
    const order: string[] = [];
    const send = async (name: string, budget: RateBudget) => {
      await budget.turn('/', patience());
      order.push(name);
    };
    const sent = [...Array.from({ length: 8 }, () => send('busy', busy)), send('quiet', quiet), send('quiet', quiet)];
    await Promise.all(sent);
    expect(order.slice(0, 6).filter((name) => name === 'quiet')).toHaveLength(2);
  });
});

describe('A budget that the service tells of', () => {
  const hint = (remaining: number, resetMs: number, resource?: string) => ({ remaining, resetMs, resource });

  it('holds everybody back until there is more, then lets one go after the other', async () => {
    stopTheClock();
    const budget = open();
    void budget.turn('/', patience());
    budget.ended('/', hint(0, 200));
    const waits = Promise.all(Array.from({ length: 5 }, () => waitedMs(budget)));
    await vi.advanceTimersByTimeAsync(5000);
    expect(await waits).toEqual([200, 220, 240, 260, 280]);
    expect(await waitedMs(budget)).toBeUndefined();
  });

  it('holds those who wait back again where the first of them finds out that there is no more', async () => {
    const budget = open();
    void budget.turn('/', patience());
    budget.ended('/', hint(0, 100));
    const first = budget.turn('/', patience())?.then(() => budget.ended('/', hint(0, 300)));
    const second = waitedMs(budget);
    await first;
    expect(await second).toBeGreaterThan(390);
  });

  it('lets no more requests out than are left, until the answers say that there are', async () => {
    const budget = open();
    void budget.turn('/', patience());
    budget.ended('/', hint(2, 60_000));
    const turns = [1, 2, 3].map(() => budget.turn('/', patience()));
    expect(turns.slice(0, 2)).toEqual([undefined, undefined]);
    expect(await Promise.race([turns[2], sleep(30, 'waits')])).toBe('waits');
    budget.ended('/', hint(5, 60_000_000));
    expect(await turns[2]).toBeUndefined();
  });

  it('believes the smaller count of one window, whichever answer comes last', async () => {
    const budget = open();
    for (let count = 0; count < 3; count++) void budget.turn('/', patience());
    budget.ended('/', hint(1, 60_000));
    budget.ended('/', hint(2, 60_100));
    // One is left, and the third request may have taken it.
    const turn = budget.turn('/', patience());
    expect(turn).toBeInstanceOf(Promise);
    budget.ended('/', undefined);
    await turn;
  });

  it('does not hold others back for a budget that is theirs no more', async () => {
    const budget = open();
    for (let count = 0; count < 3; count++) void budget.turn('/search/issues?q=a', patience());
    budget.ended('/search/issues?q=a', hint(0, 60_000, 'search'));
    budget.ended('/search/issues?q=b', hint(7, 60_000, 'search'));
    await expect(budget.turn('https://api.example.com/search/code', patience(100))).rejects.toMatchObject({
      code: 'budget_spent',
    });
    expect(budget.turn('/repos/a/b', patience())).toBeUndefined();
  });

  it('lets one kind of requests go past another that waits', async () => {
    stopTheClock();
    const budget = open();
    void budget.turn('/search', patience());
    budget.ended('/search', hint(0, 200, 'search'));
    const search = waitedMs(budget, '/search');
    expect(await waitedMs(budget, '/repos')).toBe(0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await search).toBe(200);
  });

  it.each([
    ['already past', 0],
    ['not told', undefined],
  ])('is not waited for where the reset is %s', (_what, resetMs) => {
    const budget = open();
    void budget.turn('/', patience());
    budget.ended('/', { remaining: 0, resetMs });
    expect(budget.turn('/', patience())).toBeUndefined();
  });

  it('is asked again after an hour at the latest', async () => {
    const budget = open();
    void budget.turn('/', patience());
    budget.ended('/', hint(0, 90_000_000));
    await expect(budget.turn('/', patience())).rejects.toMatchObject({
      retryAfterMs: expect.toSatisfy((milliseconds) => milliseconds <= 3_600_000),
      message: expect.stringContaining('about 3600 s'),
    });
  });
});
