import { MortiseError } from '@mortise/sdk';

/** A change came with the cookie of a session, as any web page can make a browser send it, and without what only ours knows. */
export class CsrfError extends MortiseError {
  override readonly name = 'CsrfError';
  readonly code = 'csrf_refused';
  readonly title = 'The change does not come from the page that is signed in';
  readonly retryable = false;

  constructor() {
    super('Send the header "x-mortise-csrf" with the csrfToken that GET /api/session gives.');
  }
}
