import { MortiseError } from './mortise-error.ts';

/** A list would never end: its cursor or its page comes again, or it has more pages than were allowed. */
export class PaginationError extends MortiseError {
  override readonly name = 'PaginationError';
  readonly code = 'endless_pages';
  readonly title = 'The pages do not end';
  readonly retryable = false;
}
