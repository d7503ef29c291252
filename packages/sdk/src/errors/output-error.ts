import { MortiseError } from './mortise-error.ts';

/** What the connector returned does not fit its output schema: the API has changed, or the schema is wrong. */
export class OutputError extends MortiseError {
  override readonly name = 'OutputError';
  readonly code = 'unexpected_output';
  readonly title = 'The service answered in another shape than described';
  readonly retryable = false;

  constructor(path: string, detail: string) {
    super(detail, { path });
  }
}
