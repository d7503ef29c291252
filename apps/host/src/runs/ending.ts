import type { AttemptError, HopResult } from './message.ts';

/** How work on a message ended. With when it was and how long it took it is a {@link HopResult}. */
export type Ending = Pick<HopResult, 'outcome' | 'input' | 'opens'> & { readonly as: string; readonly error?: AttemptError };

/** One that is failed, or that waits for another attempt. */
export type Faulty = Ending & { readonly outcome: Extract<HopResult['outcome'], { state: 'failed' | 'waiting' }> };

export function failed(error: AttemptError): Faulty {
  return { as: 'fail', error: shown(error), outcome: { state: 'failed', code: error.code } };
}

/** What is kept of an error that may hold more. */
export function shown({ code, title, detail, retryable }: AttemptError): AttemptError {
  return { code, title, detail, retryable };
}
