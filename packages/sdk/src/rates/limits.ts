import { z } from 'zod';

/** So many requests in so many seconds, wherever one begins to count. */
export const Limit = z.strictObject({
  amount: z.int().min(1).max(1_000_000_000),
  /** At most 31 days. */
  seconds: z.number().positive().max(2_678_400),
});
export type Limit = z.infer<typeof Limit>;

/** The budgets that a service gives. Requests beyond them wait, they are not sent. */
export const Limits = z.strictObject({
  /** For each account. */
  perConnection: Limit.exactOptional(),
  /** For all accounts together, as where a service counts by client id or by address. */
  perApplication: Limit.exactOptional(),
});
export type Limits = z.infer<typeof Limits>;

/** What the user of one connection allows; holds beside the limits of the application. */
export const ConnectionLimits = z.strictObject({ perConnection: Limit.exactOptional() });
export type ConnectionLimits = z.infer<typeof ConnectionLimits>;

export function sameLimit(one: Limit | undefined, other: Limit | undefined): boolean {
  return one === other || (one?.amount === other?.amount && one?.seconds === other?.seconds);
}
