import { expect } from 'vitest';
import { faults } from '../fake-api/faults.ts';
import { expectHeard, isGood, refusal, type Trial, words } from './trial.ts';

const retryAfterMs = 60;
/** Timers may fire a little early. */
const tolerance = 5;
const patienceMs = 80;

/** Answers that mean not now, and answers that never come. */
export function tryOutages(trial: Trial): void {
  trial.it('rateLimit', 'waits as long as a 429 says', async () => {
    const verdict = trial.verdict(429);
    const test = trial.start({ maxAttempts: 2 });
    test.replies(
      faults.rateLimited(retryAfterMs / 1000, { message: words }),
      ...trial.replies.slice(verdict === 'retry' ? 0 : 1),
    );
    const startedAt = performance.now();
    const outcome = await trial.run(test);
    if (verdict === 'fail') expect(outcome).toMatchObject({ outcome: 'fail', error: { status: 429 } });
    if (verdict === 'success') expectHeard(429, outcome);
    if (verdict !== 'retry') return;
    expect(outcome).toSatisfy(isGood);
    expect(performance.now() - startedAt, 'milliseconds it took').toBeGreaterThan(retryAfterMs - tolerance);
    expect(test.requests, 'requests').toHaveLength(trial.replies.length + 1);
  });

  trial.it('outage', 'tries again after a 500', async () => {
    const verdict = trial.verdict(500);
    const test = trial.start({ maxAttempts: 2 });
    const broken = (request: Parameters<ReturnType<typeof refusal>>[0]) => ({
      ...refusal(500)(request),
      headers: { 'retry-after': '0' },
    });
    test.replies(broken, ...trial.replies.slice(verdict === 'retry' ? 0 : 1));
    const outcome = await trial.run(test);
    if (verdict === 'fail') expect(outcome).toMatchObject({ outcome: 'fail', error: { status: 500 } });
    if (verdict === 'success') expectHeard(500, outcome);
    if (verdict !== 'retry') return;
    expect(outcome).toSatisfy(isGood);
    const header = trial.application?.idempotencyHeader?.toLowerCase();
    const [first, second] = test.requests;
    if (header) expect(second?.headers[header], 'the idempotency key of the second attempt').toBe(first?.headers[header]);
  });

  trial.it('timeout', 'gives up in time where no answer comes, and may be run again', async () => {
    const test = trial.start().replies(faults.hang());
    expect(await trial.run(test, { timeoutMs: patienceMs })).toMatchObject({ outcome: 'retry', error: { code: 'timeout' } });
  });

  trial.it('brokenConnection', 'may be run again where the connection breaks', async () => {
    for (const fault of [faults.reset(), faults.truncated(trial.replies[0] ?? {})]) {
      const test = trial.start().replies(fault);
      expect(await trial.run(test)).toMatchObject({ outcome: 'retry', error: { code: 'network' } });
    }
  });
}
