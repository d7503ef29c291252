import { MortiseError } from '@mortise/sdk';

/** The body, the query or the address of a request to the host does not fit the route. */
export class ParametersError extends MortiseError {
  override readonly name = 'ParametersError';
  readonly code = 'invalid_parameters';
  readonly title = 'The request does not fit the route';
  readonly retryable = false;

  constructor(path: string, detail: string) {
    super(detail, { path: path || undefined });
  }
}
