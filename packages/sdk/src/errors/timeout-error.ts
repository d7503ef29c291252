import { MortiseError } from './mortise-error.ts';

/** The deadline of the call passed, or a connection could not be made in time. */
export class TimeoutError extends MortiseError {
  override readonly name = 'TimeoutError';
  readonly code = 'timeout';
  readonly title = 'The service took too long';
  readonly retryable = true;
}
