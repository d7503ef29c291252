import { MortiseError, type Remedy } from './mortise-error.ts';

export interface SignInDetails {
  readonly needsUser?: boolean;
  readonly do?: readonly Remedy[];
}

/** Credentials were refused: a token was not given, or the service answered 401 to a fresh one. The connection needs its user. */
export class SignInError extends MortiseError {
  override readonly name = 'SignInError';
  readonly code = 'sign_in_failed';
  readonly title = 'The service did not accept the sign-in';
  readonly retryable = false;
  /** What was given for a sign-in is gone for good: to ask the service again is of no use until its user signs in anew. */
  readonly needsUser: boolean;

  constructor(detail: string, status?: number, { needsUser = false, do: remedies = [] }: SignInDetails = {}) {
    super(detail, { status, do: remedies });
    this.needsUser = needsUser;
  }
}
