import type { Outcome } from '@mortise/sdk';
import type { AttemptError } from './message.ts';

export const hostFault: AttemptError = {
  code: 'internal',
  title: 'The host could not run the step',
  detail: 'The log of the host says why.',
  retryable: true,
};

export const budgetSpent: AttemptError = {
  code: 'budget_spent',
  title: 'The budget of the account is spent',
  detail: 'The action waits for the budget of its account.',
  retryable: true,
};

export function stepMissing(name: string): AttemptError {
  const detail = `The process has no step "${name}" any more.`;
  return { code: 'step_missing', title: 'The step could not be run', detail, retryable: false };
}

/** A service that hangs takes all that it is given: no more of its calls are begun before some have ended. */
export const accountIsSlow: Extract<Outcome, { outcome: 'limit' }> = {
  outcome: 'limit',
  afterMs: 500,
  error: {
    code: 'account_slow',
    title: 'The service answers slowly',
    detail: 'Many calls to this account have been under way for a while, so the message waits until one of them has ended.',
    do: [],
    retryable: true,
  },
};
