import { MortiseError } from '@mortise/sdk';

/** Who asks is known, and may not do this. */
export class ForbiddenError extends MortiseError {
  override readonly name = 'ForbiddenError';
  readonly code = 'forbidden';
  readonly title = 'You may not do this';
  readonly retryable = false;
}
