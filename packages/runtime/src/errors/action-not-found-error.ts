import { MortiseError } from '@mortise/sdk';

/** No installed plugin offers the action: it was never installed, was removed, or its plugin has failed. */
export class ActionNotFoundError extends MortiseError {
  override readonly name = 'ActionNotFoundError';
  readonly code = 'action_not_found';
  readonly title = 'There is no such action';
  readonly retryable = false;

  constructor(detail: string) {
    super(detail, { do: [{ label: 'See what is installed', command: 'mortise list' }] });
  }
}
