import type { RetryPolicy } from '../processes/process-document.ts';

/** What a service has asked to come back later does so over a quarter of that time, or over this where so much was asked for. */
const shortestSpreadMs = 4000;

/**
 * When a message is tried again after so many attempts; `undefined` where it has had its last. The delay doubles with each
 * attempt and is drawn from its upper half, so that many that failed together do not come back together. For the same reason what
 * a service asks for is kept and prolonged by chance; not so where attempts have no end, since whoever waits for a budget is let
 * on in turn.
 */
export function nextTry(
  { attempts, firstDelaySeconds, longestDelaySeconds, givenUpAfterSeconds }: RetryPolicy,
  made: number,
  createdAt: Date,
  askedForMs = 0,
  now = new Date(),
): Date | undefined {
  if (made >= attempts) return undefined;
  const full = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** Math.min(made - 1, 30)) * 1000;
  const drawn = full / 2 + Math.random() * (full / 2);
  const end = createdAt.getTime() + givenUpAfterSeconds * 1000;
  if (now.getTime() + Math.max(drawn, askedForMs) > end) return undefined;
  const spread = Number.isFinite(attempts) ? Math.max(askedForMs / 4, Math.min(askedForMs, shortestSpreadMs)) : 0;
  return new Date(Math.min(end, now.getTime() + Math.max(drawn, askedForMs + Math.random() * spread)));
}
