import { type ErrorContract, MortiseError } from './mortise-error.ts';

/** An error that happened elsewhere, in a plugin's process or a service, and was reported here: read `code` to tell which. */
export class ReportedError extends MortiseError {
  override readonly name = 'ReportedError';
  readonly code: string;
  readonly title: string;
  readonly retryable: boolean;

  constructor({ code, title, detail, retryable, ...details }: ErrorContract) {
    super(detail, details);
    this.code = code;
    this.title = title;
    this.retryable = retryable;
  }
}
