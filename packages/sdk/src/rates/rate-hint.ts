import type { HttpResponse } from '../http/request.ts';
import { readRetryAfter } from '../http/retry-after.ts';
import { commonRateHeaders, type RateHeaders } from './rate-headers.ts';
import { readRateLimitField } from './rate-limit-field.ts';
import { readReset } from './reset-time.ts';
import { tightest } from './tightest-hint.ts';

/** What an answer says about the budget of its account. */
export interface RateHint {
  /** Requests that may still be sent until the reset. */
  readonly remaining: number;
  /** Milliseconds until there will be more; absent where the service does not tell. */
  readonly resetMs: number | undefined;
  /** Where a service has several budgets: a name for the one that this answer is about. */
  readonly resource?: string | undefined;
}

const usedOfAll = /^\s*(?<used>\d+)\s*\/\s*(?<all>\d+)\s*$/;
/** https://shopify.dev/docs/api/admin-rest/usage/rate-limits: a full bucket is empty again after this, whatever its size. */
const shopifyBucketMs = 20_000;

/** Reads a refusal that names a time first, then the headers of the application, then the common ones; `undefined` where there are none. */
export function readRateHint({ status, headers }: HttpResponse, declared?: RateHeaders | 'ignored'): RateHint | undefined {
  if (status === 429 || status === 503 || status === 403) {
    const retryAfterMs = readRetryAfter(headers['retry-after']);
    if (retryAfterMs !== undefined) return { remaining: 0, resetMs: retryAfterMs };
  }
  if (declared === 'ignored') return undefined;
  if (declared) return readNamed(headers, inLowerCase(declared));
  const field = headers['ratelimit'];
  if (field !== undefined) return readRateLimitField(field, headers['ratelimit-policy']);
  for (const names of commonRateHeaders) {
    if (headers[names.remaining] !== undefined) return readNamed(headers, names);
  }
  const calls = headers['x-shopify-shop-api-call-limit'];
  return calls === undefined ? undefined : readCallLimit(calls);
}

type Headers = HttpResponse['headers'];

function readNamed(headers: Headers, { remaining, reset, limit, resetUnit }: RateHeaders): RateHint | undefined {
  const left = listOf(headers[remaining]);
  if (left.length === 0 || (limit !== undefined && Number(headers[limit] ?? 1) <= 0)) return undefined;
  const resetText = reset === undefined ? undefined : headers[reset]?.trim();
  // A date holds a comma too, so only several budgets have several resets.
  const resets = resetText === undefined ? [] : left.length > 1 ? listOf(resetText) : [resetText];
  const now = () => serverTime(headers);
  const resource = headers['x-ratelimit-resource'] ?? headers['x-ratelimit-bucket'];
  return tightest(
    left.flatMap((text, index) => {
      const used = usedOfAll.exec(text)?.groups;
      const count = used ? Number(used['all']) - Number(used['used']) : text === '' ? Number.NaN : Number(text);
      const until = resets[index] ?? resets[0];
      const resetMs = until === undefined ? undefined : readReset(until, now, resetUnit);
      return count >= 0 ? [{ remaining: Math.floor(count), resetMs, ...(resource !== undefined && { resource }) }] : [];
    }),
  );
}

function readCallLimit(text: string): RateHint | undefined {
  const { used, all } = usedOfAll.exec(text)?.groups ?? {};
  const size = Number(all);
  return size > 0 ? { remaining: Math.max(0, size - Number(used)), resetMs: shopifyBucketMs / size } : undefined;
}

function listOf(value: string | undefined): string[] {
  return value?.split(',').map((part) => part.trim()) ?? [];
}

/** A clock that is wrong, here or there, must not turn a minute into an hour. */
function serverTime(headers: Headers): number {
  const time = Date.parse(headers['date'] ?? '');
  return Number.isNaN(time) ? Date.now() : time;
}

function inLowerCase({ remaining, reset, limit, ...rest }: RateHeaders): RateHeaders {
  return {
    ...rest,
    remaining: remaining.toLowerCase(),
    ...(reset !== undefined && { reset: reset.toLowerCase() }),
    ...(limit !== undefined && { limit: limit.toLowerCase() }),
  };
}
