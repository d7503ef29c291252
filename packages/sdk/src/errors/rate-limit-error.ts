import { MortiseError } from './mortise-error.ts';

/** Status 429, or 403 from a service that says so where a budget is spent. Retried after `retryAfterMs` where the service told how long to wait. */
export class RateLimitError extends MortiseError {
  override readonly name = 'RateLimitError';
  readonly code = 'rate_limit';
  readonly title = 'The service asked us to slow down';
  readonly retryable = true;

  constructor(detail: string, retryAfterMs?: number, status = 429) {
    super(detail, { status, retryAfterMs });
  }
}
