import { MortiseError, type Remedy } from '@mortise/sdk';

const titles = {
  route_not_found: 'There is no such address',
  connection_not_found: 'There is no such connection',
  application_not_found: 'There is no such application',
  logo_not_found: 'There is no logo',
};

/** Something that a request names does not exist, or belongs to another tenant. */
export class NotFoundError extends MortiseError {
  override readonly name = 'NotFoundError';
  readonly code: keyof typeof titles;
  readonly title: string;
  readonly retryable = false;

  constructor(code: keyof typeof titles, detail: string, remedies: readonly Remedy[] = []) {
    super(detail, { do: remedies });
    this.code = code;
    this.title = titles[code];
  }
}
