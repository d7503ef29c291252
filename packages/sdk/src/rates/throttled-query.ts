import { z } from 'zod';
import { codesOf, readGraphqlErrors } from '../graphql/graphql-errors.ts';
import type { HttpResponse } from '../http/request.ts';
import { readRetryAfter } from '../http/retry-after.ts';
import { type RateHint, readRateHint } from './rate-hint.ts';

/** Of Shopify, GitHub and others; compared in upper case. */
const rateCodes = new Set(['THROTTLED', 'RATE_LIMITED', 'RATELIMITED', 'RATE_LIMIT', 'TOO_MANY_REQUESTS']);

/**
 * What a query costs, and how fast the points for it come back.
 * @see https://shopify.dev/docs/api/usage/limits
 */
const Costed = z.object({
  cost: z.object({
    requestedQueryCost: z.number(),
    throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number().positive() }),
  }),
});

export function isRateCode(code: string): boolean {
  return rateCodes.has(code);
}

/** Milliseconds after which a query that was throttled can be sent again, as far as its answer tells. */
export function throttledForMs(answer: HttpResponse, extensions: unknown): number | undefined {
  const retryAfterMs = readRetryAfter(answer.headers['retry-after']);
  if (retryAfterMs !== undefined) return retryAfterMs;
  const { data } = Costed.safeParse(extensions);
  if (data) {
    const { requestedQueryCost, throttleStatus } = data.cost;
    const missing = Math.max(1, requestedQueryCost - throttleStatus.currentlyAvailable);
    return Math.ceil((missing / throttleStatus.restoreRate) * 1000);
  }
  const hint = readRateHint(answer);
  return hint?.remaining === 0 ? hint.resetMs : undefined;
}

/** The time for which a GraphQL service wants to be left alone that answers 200 and says in the body that it did nothing. */
export function readThrottledQuery(answer: HttpResponse): RateHint | undefined {
  if (answer.status >= 300) return undefined;
  const found = readGraphqlErrors(answer);
  if (!found?.errors.flatMap(codesOf).some(isRateCode)) return undefined;
  const resetMs = throttledForMs(answer, found.extensions);
  return resetMs === undefined ? undefined : { remaining: 0, resetMs };
}
