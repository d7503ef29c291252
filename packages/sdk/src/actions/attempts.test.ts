import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withAttempts } from './attempts.ts';
import { limit, type Outcome, retry, stop, success } from './outcome.ts';

/** Runs attempts that give the listed outcomes, the last one over and over, and tells when each began. */
async function attempt(
  outcomes: readonly Outcome[],
  options: { maxAttempts?: number; timeoutMs?: number; budgetPatienceMs?: number; signal?: AbortSignal } = {},
) {
  const { maxAttempts = 3, timeoutMs = 60_000, budgetPatienceMs, signal } = options;
  const startedAt = performance.now();
  const begun: number[] = [];
  const numbers: number[] = [];
  const running = withAttempts(
    async (number) => {
      begun.push(Math.round(performance.now() - startedAt));
      numbers.push(number);
      return outcomes[Math.min(begun.length, outcomes.length) - 1] ?? stop();
    },
    { maxAttempts, deadlineAt: startedAt + timeoutMs, budgetPatienceMs, signal },
  );
  await vi.runAllTimersAsync();
  return { ...(await running), begun, numbers };
}

describe('withAttempts', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([success(1), stop(), { outcome: 'fail', error: failure() } as const])(
    'runs once where nothing asks for more: $outcome',
    async (outcome) => {
      expect(await attempt([outcome])).toEqual({ outcome, attempts: 1, begun: [0], numbers: [1] });
    },
  );

  it('ends with the first outcome that asks for no other run', async () => {
    const result = await attempt([retry('not yet', { afterMs: 10 }), success('now'), retry('never seen')]);
    expect(result).toMatchObject({ outcome: { outcome: 'success', output: 'now' }, attempts: 2, begun: [0, 10] });
  });

  it('gives up after its attempts, with the last outcome', async () => {
    const result = await attempt([retry('still not', { afterMs: 10 })]);
    expect(result).toMatchObject({ outcome: { outcome: 'retry' }, attempts: 3, begun: [0, 10, 20], numbers: [1, 2, 3] });
  });

  it.each([
    [2, 5, 2],
    [9, 5, 5],
  ])('lets an action ask for at most %d of %d attempts: %d', async (asked, policy, expected) => {
    const result = await attempt([retry('again', { afterMs: 1, maxAttempts: asked })], { maxAttempts: policy });
    expect(result.attempts).toBe(expected);
  });

  it('waits longer each time, half of it at random', async () => {
    const waits: number[][] = [];
    for (let count = 0; count < 40; count++) {
      const { begun } = await attempt([retry('again')], { maxAttempts: 10, timeoutMs: 10_000_000 });
      waits.push(begun.slice(1).map((time, index) => time - (begun[index] ?? 0)));
    }
    for (const [index, full] of [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000].entries()) {
      const column = waits.map((row) => row[index] ?? 0);
      expect(Math.min(...column)).toBeGreaterThanOrEqual(Math.floor(full / 2));
      expect(Math.max(...column)).toBeLessThanOrEqual(full + 1);
      expect(new Set(column).size, 'waits that differ').toBeGreaterThan(20);
    }
  });

  it('waits as long as the service asked, and not at all where that is past the deadline', async () => {
    expect(await attempt([retry('busy', { afterMs: 7000 }), success(1)])).toMatchObject({ attempts: 2, begun: [0, 7000] });
    const late = await attempt([retry('busy', { afterMs: 7000 }), success(1)], { timeoutMs: 6000 });
    expect(late).toMatchObject({ outcome: { outcome: 'retry' }, attempts: 1, begun: [0] });
  });

  it('does not count waiting for a budget, which only the deadline ends', async () => {
    const waiting = Array.from({ length: 10 }, () => limit(100));
    expect(await attempt([...waiting, success(1)], { maxAttempts: 1 })).toMatchObject({
      outcome: { outcome: 'success' },
      attempts: 1,
      numbers: Array(11).fill(1),
    });
    const endless = await attempt([limit(0)], { timeoutMs: 1000 });
    expect(endless).toMatchObject({ outcome: { outcome: 'limit' }, attempts: 0 });
    expect(endless.begun.length).toBeLessThan(30);
  });

  it('leaves it to the caller to wait for a budget where that takes longer than its patience', async () => {
    expect(await attempt([limit(200), limit(300), success(1)], { budgetPatienceMs: 250 })).toMatchObject({
      outcome: { outcome: 'limit', afterMs: 300 },
      attempts: 0,
      begun: [0, 200],
    });
  });

  it('stops waiting when it is cancelled, and says what it waited for', async () => {
    const caller = new AbortController();
    setTimeout(() => caller.abort(), 1000);
    const result = await attempt([retry('busy', { afterMs: 7000 }), success(1)], { signal: caller.signal });
    expect(result).toMatchObject({ outcome: { outcome: 'retry', error: { detail: 'busy' } }, attempts: 1 });
  });
});

function failure() {
  return { code: 'x', title: 'X', detail: 'x', do: [], retryable: false };
}
