import { MortiseError } from './mortise-error.ts';

/** Nothing can be asked that would tell whether the service accepts a login. Nothing was sent. */
export class NotTestableError extends MortiseError {
  override readonly name = 'NotTestableError';
  readonly code = 'not_testable';
  readonly title = 'The login cannot be tested';
  readonly retryable = false;
}
