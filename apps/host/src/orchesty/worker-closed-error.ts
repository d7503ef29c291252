import { MortiseError } from '@mortise/sdk';

/** Nothing is served now. A platform keeps its message and sends it again, which it does after 503 and not after 500. */
export class WorkerClosedError extends MortiseError {
  override readonly name = 'WorkerClosedError';
  readonly code = 'worker_closed';
  readonly title = 'The worker takes no requests';
  readonly retryable = true;
}
