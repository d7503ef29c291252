import { MortiseError, type Remedy } from '@mortise/sdk';

const titles = {
  name_taken: 'The name is taken',
  changed_meanwhile: 'Somebody else changed it at the same time',
  no_oauth_client: 'The application has no OAuth client',
  idempotency_key_used: 'The key belongs to another request',
  tenant_needed: 'The host needs this tenant',
  secret_not_chosen: 'The secret of the webhook comes from elsewhere',
  not_published: 'The process is not published',
  process_paused: 'The process is paused',
  run_ended: 'The run has ended',
  run_cancelled: 'The run was cancelled',
  step_missing: 'The process has no such step any more',
  job_ended: 'The job has ended',
};

/** What was asked for contradicts what is there. */
export class ConflictError extends MortiseError {
  override readonly name = 'ConflictError';
  readonly code: keyof typeof titles;
  readonly title: string;
  readonly retryable: boolean;

  constructor(code: keyof typeof titles, detail: string, path?: string, remedies: readonly Remedy[] = []) {
    super(detail, { path, do: remedies });
    this.code = code;
    this.title = titles[code];
    this.retryable = code === 'changed_meanwhile';
  }
}
