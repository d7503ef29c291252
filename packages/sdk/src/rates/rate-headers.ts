import { z } from 'zod';

/** Names of the headers in which a service tells what is left of a budget. */
export const RateHeaders = z.strictObject({
  /** Requests that may still be sent; `3/40` means that 3 of 40 are used. */
  remaining: z.string(),
  /** When there will be more: a time or a span, in any of the common notations. */
  reset: z.string().exactOptional(),
  /** Of a plain number in `reset`; absent: seconds, or a time where the number is large enough for one. */
  resetUnit: z.literal('milliseconds').exactOptional(),
  /** The whole budget; one of 0 says that there is none to keep to. */
  limit: z.string().exactOptional(),
});
export type RateHeaders = z.infer<typeof RateHeaders>;

/** What services commonly send; the fields of the IETF draft are read apart. */
export const commonRateHeaders: readonly RateHeaders[] = [
  { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset', limit: 'x-ratelimit-limit' },
  { remaining: 'ratelimit-remaining', reset: 'ratelimit-reset', limit: 'ratelimit-limit' },
  { remaining: 'x-rate-limit-remaining', reset: 'x-rate-limit-reset', limit: 'x-rate-limit-limit' },
  // https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines: the length of the window, so the reset comes no later.
  {
    remaining: 'x-hubspot-ratelimit-remaining',
    reset: 'x-hubspot-ratelimit-interval-milliseconds',
    resetUnit: 'milliseconds',
    limit: 'x-hubspot-ratelimit-max',
  },
];
