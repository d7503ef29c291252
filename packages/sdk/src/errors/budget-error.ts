import { MortiseError } from './mortise-error.ts';

/** The budget of the account is spent for longer than the call may take, so nothing was sent. Makes the outcome `limit`. */
export class BudgetError extends MortiseError {
  override readonly name = 'BudgetError';
  readonly code = 'budget_spent';
  readonly title = 'The budget of the account is spent';
  readonly retryable = true;

  constructor(detail: string, retryAfterMs?: number) {
    super(detail, { retryAfterMs });
  }
}
