import { MortiseError } from '@mortise/sdk';

/** The action belongs to an application that has to be connected first. */
export class ConnectionRequiredError extends MortiseError {
  override readonly name = 'ConnectionRequiredError';
  readonly code = 'connection_required';
  readonly title = 'The action needs a connection';
  readonly retryable = false;

  constructor(application: string) {
    super(`Actions of ${application} run through one of its connections, and none was named.`, {
      do: [{ label: 'Connect an account', command: `mortise connections add ${application}` }],
    });
  }
}
