import { MortiseError } from './mortise-error.ts';

/** No answer arrived: refused, reset, unknown host, broken TLS. */
export class NetworkError extends MortiseError {
  override readonly name = 'NetworkError';
  readonly code = 'network';
  readonly title = 'The service could not be reached';
  readonly retryable = true;
}
