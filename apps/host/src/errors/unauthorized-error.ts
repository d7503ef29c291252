import { MortiseError } from '@mortise/sdk';

/** The request came without the token of this host, or with another one. */
export class UnauthorizedError extends MortiseError {
  override readonly name = 'UnauthorizedError';
  readonly code = 'unauthorized';
  readonly title = 'The host does not know you';
  readonly retryable = false;

  constructor() {
    super('Send the header "Authorization: Bearer <token>". The token is in the file admin.token of the data directory.');
  }
}
