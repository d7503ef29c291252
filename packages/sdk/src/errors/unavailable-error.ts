import { MortiseError } from './mortise-error.ts';

/** The service answered with a status that usually passes: 408, 425, 5xx, or one that the connector lists under `retry`. */
export class UnavailableError extends MortiseError {
  override readonly name = 'UnavailableError';
  readonly code = 'service_unavailable';
  readonly title = 'The service is not available';
  readonly retryable = true;

  constructor(status: number, detail: string, retryAfterMs?: number) {
    super(detail, { status, retryAfterMs });
  }
}
