import { MortiseError } from '@mortise/sdk';

/** The request names a host or comes from a web page that is not ours, as in DNS rebinding. */
export class OriginRefusedError extends MortiseError {
  override readonly name = 'OriginRefusedError';
  readonly code = 'origin_refused';
  readonly title = 'The request does not come from a known address';
  readonly retryable = false;
}
