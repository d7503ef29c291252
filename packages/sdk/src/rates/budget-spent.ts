import { BudgetError } from '../errors/budget-error.ts';

/** Says when there will be requests again, as far as that is known. */
export function budgetSpent(freeInMs: number): BudgetError {
  const seconds = Math.max(1, Math.ceil(freeInMs / 1000));
  return new BudgetError(
    `The account may not send another request for about ${seconds} s, and the call may not take that long. Try again then.`,
    Math.ceil(freeInMs),
  );
}
