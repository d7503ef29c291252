import { MortiseError } from './mortise-error.ts';

/** The answer is larger than the cap, counted after decompression. */
export class ResponseTooLargeError extends MortiseError {
  override readonly name = 'ResponseTooLargeError';
  readonly code = 'response_too_large';
  readonly title = 'The answer is too large';
  readonly retryable = false;
}
