import { MortiseError } from './mortise-error.ts';

/** The host name leads to an address inside a private network, and the operator has not allowed it. */
export class EgressError extends MortiseError {
  override readonly name = 'EgressError';
  readonly code = 'egress_refused';
  readonly title = 'The address is not allowed';
  readonly retryable = false;
}
