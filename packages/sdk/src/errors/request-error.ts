import { MortiseError } from './mortise-error.ts';

/** The request that the connector built cannot be sent: a path, a header or a body that HTTP does not allow. Nothing was sent. */
export class RequestError extends MortiseError {
  override readonly name = 'RequestError';
  readonly code = 'invalid_request';
  readonly title = 'The request cannot be sent';
  readonly retryable = false;
}
