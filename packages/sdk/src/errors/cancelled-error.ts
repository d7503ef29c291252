import { MortiseError } from './mortise-error.ts';

/** The caller gave up before the call ended. */
export class CancelledError extends MortiseError {
  override readonly name = 'CancelledError';
  readonly code = 'cancelled';
  readonly title = 'The call was cancelled';
  readonly retryable = false;
}
