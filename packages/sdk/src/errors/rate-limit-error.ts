import { MortiseError } from './mortise-error.ts';

/** Status 429. Retried after `retryAfterMs` where the service told how long to wait. */
export class RateLimitError extends MortiseError {
  override readonly name = 'RateLimitError';
  readonly code = 'rate_limit';
  readonly title = 'The service asked us to slow down';
  readonly retryable = true;

  constructor(detail: string, retryAfterMs?: number) {
    super(detail, { status: 429, retryAfterMs });
  }
}
