import type { HttpResponse } from '../http/request.ts';
import { readRetryAfter } from '../http/retry-after.ts';
import { type RateHint, readRateHint } from '../rates/rate-hint.ts';
import { readThrottledQuery } from '../rates/throttled-query.ts';
import type { Measure } from './judge.ts';
import { readBodyRefusal } from './read-body-refusal.ts';

/** What an answer tells about the budget of its account: in its body, where that refuses beside a status of success, or in its headers. */
export function readAnswerHint(answer: HttpResponse, { bodyRefusal, rateHeaders }: Measure): RateHint | undefined {
  return readRefusedHint(answer, bodyRefusal) ?? readThrottledQuery(answer) ?? readRateHint(answer, rateHeaders);
}

function readRefusedHint(answer: HttpResponse, bodyRefusal: Measure['bodyRefusal']): RateHint | undefined {
  const resetMs = readRetryAfter(answer.headers['retry-after']);
  if (!bodyRefusal || resetMs === undefined || readBodyRefusal(answer, bodyRefusal)?.meaning !== 'retry') return undefined;
  return { remaining: 0, resetMs };
}
