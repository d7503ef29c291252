import { MortiseError } from '@mortise/sdk';

/** So many messages of a tenant wait that no more of its runs begin for now. Nothing was started. */
export class BacklogError extends MortiseError {
  override readonly name = 'BacklogError';
  readonly code = 'too_many_waiting';
  readonly title = 'Too many messages are waiting';
  readonly retryable = true;

  constructor(detail: string, retryAfterMs: number) {
    super(detail, { retryAfterMs, do: [{ label: 'See the runs', command: 'mortise runs list' }] });
  }
}
