import { MortiseError } from './mortise-error.ts';

/** The service answered with a status that another try will not change. `detail` quotes its message, without secrets. */
export class ApiError extends MortiseError {
  override readonly name = 'ApiError';
  readonly code = 'api_rejected';
  readonly title = 'The service refused the request';
  readonly retryable = false;

  constructor(status: number, detail: string) {
    super(detail, { status });
  }
}
