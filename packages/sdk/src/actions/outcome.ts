import type { ErrorContract } from '../errors/mortise-error.ts';

const brand = Symbol.for('mortise.outcome');

/** How a step ended. Everything in it can be sent to another process. */
export type Outcome<Output = unknown> =
  | { readonly outcome: 'success'; readonly output: Output }
  | { readonly outcome: 'page'; readonly items: readonly Output[]; readonly cursor?: string }
  | { readonly outcome: 'route'; readonly to: readonly string[]; readonly output: Output }
  | { readonly outcome: 'stop'; readonly reason?: string }
  | { readonly outcome: 'limit'; readonly afterMs?: number; readonly error?: ErrorContract }
  | { readonly outcome: 'retry'; readonly afterMs?: number; readonly maxAttempts?: number; readonly error: ErrorContract }
  | { readonly outcome: 'fail'; readonly error: ErrorContract };

/** An outcome that code chose, told apart from an output that merely looks like one. */
export type ChosenOutcome = Outcome & { readonly [brand]: true };

export function isChosenOutcome(value: unknown): value is ChosenOutcome {
  return typeof value === 'object' && value !== null && brand in value;
}

/** The step is done and this is its output. Returning the output itself means the same. */
export function success(output: unknown): ChosenOutcome {
  return choose({ outcome: 'success', output });
}

/** One page of a batch; without a cursor it is the last. */
export function page(items: readonly unknown[], cursor?: string): ChosenOutcome {
  return choose(cursor === undefined ? { outcome: 'page', items } : { outcome: 'page', items, cursor });
}

/** Goes on to the named followers only. */
export function route(to: readonly string[], output: unknown): ChosenOutcome {
  return choose({ outcome: 'route', to, output });
}

/** Ends this branch. Not an error: there is nothing more to do. */
export function stop(reason?: string): ChosenOutcome {
  return choose(reason === undefined ? { outcome: 'stop' } : { outcome: 'stop', reason });
}

/** Waits for the account's budget, then runs again; does not count as an attempt. */
export function limit(afterMs?: number): ChosenOutcome {
  return choose(afterMs === undefined ? { outcome: 'limit' } : { outcome: 'limit', afterMs });
}

export interface RetryOptions {
  /** Milliseconds to wait; without it the backoff of the step decides. */
  readonly afterMs?: number;
  /** Attempts in all, the first one counted; the step's own maximum is never exceeded. */
  readonly maxAttempts?: number;
}

/** Not yet: run again later. `reason` is what the user reads while it waits, and when it gives up. */
export function retry(reason: string, options: RetryOptions = {}): ChosenOutcome {
  const error = { code: 'retry_later', title: 'The action asked to be run again', detail: reason, do: [], retryable: true };
  return choose({ outcome: 'retry', error, ...options });
}

/** Becomes a failed message that can be edited and replayed. */
export function fail(reason: string): ChosenOutcome {
  const error = { code: 'action_failed', title: 'The action failed', detail: reason, do: [], retryable: false };
  return choose({ outcome: 'fail', error });
}

function choose(outcome: Outcome): ChosenOutcome {
  return Object.defineProperty({ ...outcome, [brand]: true as const }, brand, { enumerable: false });
}
