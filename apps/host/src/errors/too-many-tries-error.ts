import { MortiseError } from '@mortise/sdk';

/** Wrong so often that no more is compared for now, right or not. */
export class TooManyTriesError extends MortiseError {
  override readonly name = 'TooManyTriesError';
  readonly code = 'too_many_tries';
  readonly title = 'Too many wrong tries';
  readonly retryable = true;

  constructor(detail: string, retryAfterMs: number) {
    super(detail, { retryAfterMs });
  }
}
