import type { Outcome } from './outcome.ts';

export interface AttemptPolicy {
  /** Attempts in all, the first one counted. */
  readonly maxAttempts: number;
  /** In milliseconds of `performance.now()`; a wait that would end later is not begun. */
  readonly deadlineAt: number;
  /** Milliseconds that an account's budget is waited for at most; until the deadline by default. */
  readonly budgetPatienceMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const firstDelayMs = 250;
const longestDelayMs = 30_000;
/** Uncounted runs would otherwise spin where an action says "now". */
const shortestLimitMs = 50;

/**
 * Runs an attempt again while its outcome asks for it: after the time that the service named, else with exponential backoff and
 * jitter. Waiting for an account's budget is not counted; the deadline ends it.
 */
export async function withAttempts<Output>(
  attempt: (number: number) => Promise<Outcome<Output>>,
  policy: AttemptPolicy,
): Promise<{ outcome: Outcome<Output>; attempts: number }> {
  let attempts = 0;
  for (let runs = 1; ; runs++) {
    const outcome = await attempt(attempts + 1);
    if (outcome.outcome !== 'limit') attempts++;
    const delayMs = delayAfter(outcome, { attempts, runs }, policy);
    if (delayMs === undefined || performance.now() + delayMs >= policy.deadlineAt) return { outcome, attempts };
    if (await interrupted(delayMs, policy.signal)) return { outcome, attempts };
  }
}

function delayAfter(
  outcome: Outcome,
  { attempts, runs }: { readonly attempts: number; readonly runs: number },
  { maxAttempts, budgetPatienceMs = Number.POSITIVE_INFINITY }: AttemptPolicy,
): number | undefined {
  switch (outcome.outcome) {
    case 'limit': {
      const delayMs = Math.max(outcome.afterMs ?? backoff(runs), shortestLimitMs);
      return delayMs > budgetPatienceMs ? undefined : delayMs;
    }
    case 'retry':
      return attempts < Math.min(maxAttempts, outcome.maxAttempts ?? Infinity) ? (outcome.afterMs ?? backoff(runs)) : undefined;
    default:
      return undefined;
  }
}

/** Doubles with each run; half of it is random, so that callers who failed together do not return together. */
function backoff(runs: number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** (runs - 1));
  return full / 2 + Math.random() * (full / 2);
}

/** Waits; true where the caller gave up before the time had passed. */
function interrupted(delayMs: number, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (gaveUp: boolean) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve(gaveUp);
    };
    const cancel = () => end(true);
    const timer = setTimeout(() => end(false), delayMs);
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
  });
}
