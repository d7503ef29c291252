import { MortiseError } from './mortise-error.ts';

/** A redirect that is endless, malformed, leaves TLS or would carry a body elsewhere. */
export class RedirectError extends MortiseError {
  override readonly name = 'RedirectError';
  readonly code = 'redirect_refused';
  readonly title = 'The redirect was not followed';
  readonly retryable = false;
}
