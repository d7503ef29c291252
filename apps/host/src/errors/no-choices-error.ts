import { MortiseError } from '@mortise/sdk';

/** The choices of a field were asked for that does not exist, or whose choices nobody has to be asked for. */
export class NoChoicesError extends MortiseError {
  override readonly name = 'NoChoicesError';
  readonly code = 'no_choices';
  readonly title = 'The field has no choices to ask for';
  readonly retryable = false;

  constructor(detail: string) {
    super(detail, { path: 'field' });
  }
}
