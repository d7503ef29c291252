import { MortiseError, type Remedy } from '@mortise/sdk';

const titles = {
  no_browser_sign_in: 'Nobody signs in to this connection in a browser',
  sign_in_unknown: 'This sign-in is not known',
  sign_in_expired: 'The sign-in took too long',
  sign_in_other_browser: 'The sign-in began in another browser',
  sign_in_misdirected: 'The answer came to an address that is not its own',
  sign_in_outdated: 'The connection has changed meanwhile',
  sign_in_other_server: 'The answer comes from another server',
  sign_in_denied: 'Access was not granted',
  sign_in_refused: 'The service refused the sign-in',
  sign_in_incomplete: 'The service sent no proof of the sign-in',
};

/** A sign-in in the browser that did not end well, or could not begin. Nothing was stored. */
export class BrowserSignInError extends MortiseError {
  override readonly name = 'BrowserSignInError';
  readonly code: keyof typeof titles;
  readonly title: string;
  readonly retryable = false;

  constructor(code: keyof typeof titles, detail: string, remedies: readonly Remedy[] = []) {
    super(detail, { do: remedies });
    this.code = code;
    this.title = titles[code];
  }
}
