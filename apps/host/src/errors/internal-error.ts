import { MortiseError } from '@mortise/sdk';

/** A fault of the host itself. What happened is in its log, under the correlation id of the answer. */
export class InternalError extends MortiseError {
  override readonly name = 'InternalError';
  readonly code = 'internal';
  readonly title = 'Something went wrong in the host';
  readonly retryable = false;

  constructor(cause: unknown) {
    super('The host could not finish the request. Its log tells more: look for the correlation id.', { cause });
  }
}
