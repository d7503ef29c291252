import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from './outcome.ts';

export interface AttemptPolicy {
  /** Attempts in all, the first one counted. */
  readonly maxAttempts: number;
  /** In milliseconds of `performance.now()`; a wait that would end later is not begun. */
  readonly deadlineAt: number;
  readonly signal?: AbortSignal | undefined;
}

const firstDelayMs = 250;
const longestDelayMs = 30_000;

/** Runs an attempt again while its outcome asks for it: after the time the service named, else with exponential backoff and jitter. */
export async function withAttempts(
  attempt: (number: number) => Promise<Outcome>,
  policy: AttemptPolicy,
): Promise<{ outcome: Outcome; attempts: number }> {
  for (let attempts = 1; ; attempts++) {
    const outcome = await attempt(attempts);
    const delayMs = delayBefore(outcome, attempts, policy);
    if (delayMs === undefined || performance.now() + delayMs >= policy.deadlineAt) return { outcome, attempts };
    if (await interrupted(delayMs, policy.signal)) return { outcome, attempts };
  }
}

function delayBefore(outcome: Outcome, attempts: number, policy: AttemptPolicy): number | undefined {
  if (outcome.outcome !== 'retry' && outcome.outcome !== 'limit') return undefined;
  const maxAttempts =
    outcome.outcome === 'retry' ? Math.min(policy.maxAttempts, outcome.maxAttempts ?? Infinity) : policy.maxAttempts;
  return attempts >= maxAttempts ? undefined : (outcome.afterMs ?? backoff(attempts));
}

/** Doubles with each attempt; half of it is random, so that callers who failed together do not return together. */
function backoff(attempts: number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempts - 1));
  return full / 2 + Math.random() * (full / 2);
}

async function interrupted(delayMs: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await sleep(delayMs, undefined, signal ? { signal } : {});
    return false;
  } catch (error) {
    if (signal?.aborted) return true;
    throw error;
  }
}
