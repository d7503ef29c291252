import { MortiseError, type Remedy } from '@mortise/sdk';

const titles = {
  route_not_found: 'There is no such address',
  connection_not_found: 'There is no such connection',
  application_not_found: 'There is no such application',
  client_not_found: 'There is no such client',
  logo_not_found: 'There is no logo',
  process_not_found: 'There is no such process',
  version_not_found: 'There is no such version',
  run_not_found: 'There is no such run',
  message_not_found: 'There is no such message',
  failed_message_not_found: 'There is no such failed message',
  job_not_found: 'There is no such job',
  tenant_not_found: 'There is no such tenant',
  service_not_found: 'There is no such service',
  token_not_found: 'There is no such access token',
  webhook_not_found: 'There is no such webhook',
  delivery_not_found: 'There is no such delivery',
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
