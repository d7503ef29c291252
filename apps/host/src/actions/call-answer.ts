import { ActionNotFoundError, type CallResult, ConnectionMismatchError, ConnectionRequiredError } from '@mortise/runtime';
import { isMortiseError, RateLimitError, ReportedError } from '@mortise/sdk';
import type { CallAnswer } from './call-schemas.ts';

/** Throws what the call ended with, where it did not end well. */
export function toCallAnswer({ outcome, attempts, durationMs }: CallResult): CallAnswer {
  const effort = { attempts, durationMs: Math.round(durationMs * 100) / 100 };
  switch (outcome.outcome) {
    case 'success':
      return { outcome: 'success', output: outcome.output ?? null, ...effort };
    case 'page':
      return {
        outcome: 'page',
        output: outcome.items,
        ...(outcome.cursor !== undefined && { cursor: outcome.cursor }),
        ...effort,
      };
    case 'route':
      return { outcome: 'route', output: outcome.output ?? null, to: [...outcome.to], ...effort };
    case 'stop':
      return { outcome: 'stop', output: outcome.reason ?? null, ...effort };
    case 'limit':
      throw outcome.error
        ? new ReportedError(outcome.error)
        : new RateLimitError('The action waits for the budget of the account. Try again later.', outcome.afterMs);
    case 'retry':
    case 'fail':
      throw new ReportedError(outcome.error);
  }
}

/** What the runtime throws before it asks a plugin; anything else came from one, and must not pass for an error of the host. */
export function asReported(thrown: unknown): unknown {
  const isOfRuntime =
    thrown instanceof ActionNotFoundError ||
    thrown instanceof ConnectionMismatchError ||
    thrown instanceof ConnectionRequiredError;
  return isMortiseError(thrown) && !isOfRuntime ? new ReportedError(thrown.toJSON()) : thrown;
}
