import { MortiseError } from './mortise-error.ts';

/** The code of an action threw something that is not a Mortise error. */
export class ActionError extends MortiseError {
  override readonly name = 'ActionError';
  readonly code = 'action_failed';
  readonly title = 'The action failed';
  readonly retryable = false;
}
