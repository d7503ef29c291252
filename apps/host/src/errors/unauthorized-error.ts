import { MortiseError } from '@mortise/sdk';

/** The request came without a token or a session, or with one that is unknown, revoked or at its end: which, is not told. */
export class UnauthorizedError extends MortiseError {
  override readonly name = 'UnauthorizedError';
  readonly code = 'unauthorized';
  readonly title = 'The host does not know you';
  readonly retryable = false;

  constructor() {
    super(
      'Send the header "Authorization: Bearer <token>", with an access token or the one in the file admin.token of the data directory; in a browser, sign in again.',
    );
  }
}
