import { ApiError } from '../errors/api-error.ts';
import type { MortiseError } from '../errors/mortise-error.ts';
import { RateLimitError } from '../errors/rate-limit-error.ts';
import { SignInError } from '../errors/sign-in-error.ts';
import { UnavailableError } from '../errors/unavailable-error.ts';
import type { HttpResponse } from '../http/request.ts';
import { readRetryAfter } from '../http/retry-after.ts';
import { judgeStatus, type Responses } from '../http/status-ranges.ts';
import type { Redactor } from './redactor.ts';
import { readRefusal } from './refusal.ts';

/** What an answer that is no success means, with the words of the service; `undefined` for a success. */
export function judge(
  answer: HttpResponse,
  host: string,
  responses: Responses | undefined,
  redactor: Redactor,
): MortiseError | undefined {
  const { status, headers } = answer;
  const verdict = judgeStatus(status, responses);
  if (verdict === 'success') return undefined;
  const refusal = readRefusal(answer, redactor);
  const detail = `${host} answered ${status}${refusal ? `: ${refusal}` : '.'}`;
  if (verdict === 'fail')
    return status === 401 ? new SignInError(`${detail} Sign in again.`, status) : new ApiError(status, detail);
  const retryAfterMs = readRetryAfter(headers['retry-after']);
  return status === 429 ? new RateLimitError(detail, retryAfterMs) : new UnavailableError(status, detail, retryAfterMs);
}
