import { MortiseError } from './mortise-error.ts';

/** The input does not fit the schema of the action. Nothing was sent to the service. */
export class InputError extends MortiseError {
  override readonly name = 'InputError';
  readonly code = 'invalid_input';
  readonly title = 'The input does not fit the action';
  readonly retryable = false;

  constructor(path: string, detail: string) {
    super(detail, { path });
  }
}
