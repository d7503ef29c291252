import { MortiseError } from './mortise-error.ts';

/** The action is a webhook: the service calls it, nobody else can. */
export class NotCallableError extends MortiseError {
  override readonly name = 'NotCallableError';
  readonly code = 'not_callable';
  readonly title = 'The action cannot be called';
  readonly retryable = false;
}
