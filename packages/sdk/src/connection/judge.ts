import { ApiError } from '../errors/api-error.ts';
import type { MortiseError } from '../errors/mortise-error.ts';
import { RateLimitError } from '../errors/rate-limit-error.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import { UnavailableError } from '../errors/unavailable-error.ts';
import type { BodyRefusal } from '../http/body-refusal.ts';
import type { HttpResponse } from '../http/request.ts';
import { readRetryAfter } from '../http/retry-after.ts';
import { judgeStatus, type Responses } from '../http/status-ranges.ts';
import type { RateHeaders } from '../rates/rate-headers.ts';
import { readRateHint } from '../rates/rate-hint.ts';
import { type RefusalInBody, readBodyRefusal } from './read-body-refusal.ts';
import type { Redactor } from './redactor.ts';
import { readRefusal } from './refusal.ts';

/** By what an answer is judged. */
export interface Measure {
  readonly responses: Responses | undefined;
  readonly bodyRefusal: BodyRefusal | undefined;
  readonly rateHeaders: RateHeaders | 'ignored' | undefined;
}

/** Whether an answer says that the token it was given is not accepted. */
export function refusesToken(answer: HttpResponse, { responses, bodyRefusal }: Omit<Measure, 'rateHeaders'>): boolean {
  if (judgeStatus(answer.status, responses) !== 'success') return answer.status === 401;
  return bodyRefusal !== undefined && readBodyRefusal(answer, bodyRefusal)?.meaning === 'signIn';
}

/** What an answer that is no success means, with the words of the service; `undefined` for a success. */
export function judge(
  answer: HttpResponse,
  host: string,
  { responses, bodyRefusal, rateHeaders }: Measure,
  redactor: Redactor,
): MortiseError | undefined {
  const { status, headers } = answer;
  const verdict = judgeStatus(status, responses);
  if (verdict === 'success') {
    const refusal = bodyRefusal && readBodyRefusal(answer, bodyRefusal);
    return refusal && explain(refusal, answer, host, redactor);
  }
  const refusal = readRefusal(answer, redactor);
  const detail = `${host} answered ${status}${refusal ? `: ${refusal}` : '.'}`;
  const hint = readRateHint(answer, rateHeaders);
  const freeInMs = hint?.remaining === 0 ? hint.resetMs : undefined;
  // GitHub, among others, refuses a call beyond the budget with 403.
  if (status === 403 && hint?.remaining === 0) return new RateLimitError(detail, freeInMs, status);
  if (verdict === 'fail')
    return status === 401 ? new SignInError(`${detail} Sign in again.`, status) : new ApiError(status, detail);
  const retryAfterMs = readRetryAfter(headers['retry-after']) ?? freeInMs;
  return status === 429 ? new RateLimitError(detail, retryAfterMs) : new UnavailableError(status, detail, retryAfterMs);
}

function explain({ meaning, reason }: RefusalInBody, { status, headers }: HttpResponse, host: string, redactor: Redactor) {
  const detail = redactor.redact(`${host} refused the call${reason ? `: ${reason}` : '.'}`);
  if (meaning === 'signIn') return new SignInError(`${detail} Sign in again.`, 401);
  if (meaning === 'fail') return new ApiError(status, detail);
  const retryAfterMs = readRetryAfter(headers['retry-after']);
  return retryAfterMs === undefined ? new UnavailableError(status, detail) : new RateLimitError(detail, retryAfterMs);
}
