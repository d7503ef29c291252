import { MortiseError } from './mortise-error.ts';

/** Credentials were refused: a token was not given, or the service answered 401 to a fresh one. The connection needs its user. */
export class SignInError extends MortiseError {
  override readonly name = 'SignInError';
  readonly code = 'sign_in_failed';
  readonly title = 'The service did not accept the sign-in';
  readonly retryable = false;

  constructor(detail: string, status?: number) {
    super(detail, { status });
  }
}
