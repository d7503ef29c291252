import { MortiseError } from './mortise-error.ts';

/** A request or a redirect leads to a host that the application does not declare. */
export class HostNotDeclaredError extends MortiseError {
  override readonly name = 'HostNotDeclaredError';
  readonly code = 'host_not_declared';
  readonly title = 'The application does not declare this host';
  readonly retryable = false;
}
