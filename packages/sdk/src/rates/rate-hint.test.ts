import { describe, expect, it } from 'vitest';
import { readRateHint } from './rate-hint.ts';

const date = 'Sat, 01 Aug 2026 12:00:00 GMT';
const now = Date.parse(date) / 1000;
const body = new Uint8Array();

function read(headers: Record<string, string>, status = 200) {
  return readRateHint({ status, headers: { date, ...headers }, body });
}

describe('readRateHint', () => {
  it.each([
    ['GitHub', { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${now + 60}` }, 0, 60_000],
    ['times in milliseconds', { 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': `${(now + 2) * 1000}` }, 4, 2000],
    ['spans in seconds', { 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': '17' }, 4, 17_000],
    ['dates', { 'x-ratelimit-remaining': '4', 'x-ratelimit-reset': 'Sat, 01 Aug 2026 12:00:09 GMT' }, 4, 9000],
    ['Zendesk', { 'x-rate-limit': '700', 'x-rate-limit-remaining': '699' }, 699, undefined],
    ['X', { 'x-rate-limit-limit': '15', 'x-rate-limit-remaining': '3', 'x-rate-limit-reset': `${now + 900}` }, 3, 900_000],
    ['the older IETF fields', { 'ratelimit-limit': '100', 'ratelimit-remaining': '7', 'ratelimit-reset': '30' }, 7, 30_000],
    ['older fields of two budgets', { 'ratelimit-remaining': '5, 0', 'ratelimit-reset': '1, 60' }, 0, 60_000],
    ['Shopify', { 'x-shopify-shop-api-call-limit': '32/40' }, 8, 500],
    ['a full bucket of Shopify', { 'x-shopify-shop-api-call-limit': '40/40' }, 0, 500],
    [
      'HubSpot',
      {
        'x-hubspot-ratelimit-max': '100',
        'x-hubspot-ratelimit-remaining': '2',
        'x-hubspot-ratelimit-interval-milliseconds': '10000',
      },
      2,
      10_000,
    ],
    ['an IETF field', { ratelimit: '"default";r=50;t=30' }, 50, 30_000],
    ['an IETF field with a token and spaces', { ratelimit: ' default ; r=50 ; t=30 ' }, 50, 30_000],
    ['an IETF field with a partition', { ratelimit: '"a;b,c";r=1;t=2;pk=:dHJpYWw=:' }, 1, 2000],
    ['the tightest of several', { ratelimit: '"burst";r=0;t=2, "hour";r=0;t=90, "day";r=900;t=50000' }, 0, 90_000],
    ['the smallest of several', { ratelimit: '"burst";r=9;t=2, "day";r=7;t=50000' }, 7, 50_000_000],
    ['the window of a policy', { ratelimit: '"p";r=3', 'ratelimit-policy': '"q";q=1;w=1, "p";q=10;w=60' }, 3, 60_000],
    ['a policy without its window', { ratelimit: '"p";r=3', 'ratelimit-policy': '"p";q=10' }, 3, undefined],
    ['the dictionary of version 07', { ratelimit: 'limit=100, remaining=50, reset=5' }, 50, 5000],
  ])('reads %s', (_what, headers: Record<string, string>, remaining, resetMs) => {
    expect(read(headers)).toMatchObject({ remaining, resetMs });
  });

  it.each([
    [{}],
    [{ 'x-ratelimit-limit': '5000' }],
    [{ 'x-ratelimit-remaining': '' }],
    [{ 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': '5' }],
    [{ 'x-ratelimit-remaining': '-1', 'x-ratelimit-reset': '5' }],
    [{ 'x-ratelimit-limit': '0', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '5' }],
    [{ 'x-shopify-shop-api-call-limit': '0/0' }],
    [{ 'x-shopify-shop-api-call-limit': 'x' }],
    [{ ratelimit: '' }],
    [{ ratelimit: '"default";t=2' }],
    [{ 'retry-after': '5' }],
  ])('reads nothing out of %j', (headers: Record<string, string>) => {
    expect(read(headers)).toBeUndefined();
  });

  it.each([403, 429, 503])('takes Retry-After of a %d before anything else', (status) => {
    expect(read({ 'retry-after': '5', 'x-ratelimit-remaining': '9', 'x-ratelimit-reset': '60' }, status)).toEqual({
      remaining: 0,
      resetMs: 5000,
    });
  });

  it('goes by the clock of the service where the reset is a time', () => {
    const reset = String(Date.parse('Mon, 01 Jan 2035 00:01:00 GMT') / 1000);
    expect(
      read({ date: 'Mon, 01 Jan 2035 00:00:00 GMT', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }),
    ).toMatchObject({ resetMs: 60_000 });
  });

  it('tells several budgets of one account apart', () => {
    const headers = { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '5', 'x-ratelimit-resource': 'search' };
    expect(read(headers)).toEqual({ remaining: 1, resetMs: 5000, resource: 'search' });
  });

  it('reads the headers that the application names, and no others', () => {
    const headers = { 'calls-left': '3/40', 'full-in': '250', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' };
    const answer = { status: 200, headers, body };
    const declared = { remaining: 'Calls-Left', reset: 'Full-In', resetUnit: 'milliseconds' } as const;
    expect(readRateHint(answer, declared)).toEqual({ remaining: 37, resetMs: 250 });
    expect(readRateHint(answer, 'ignored')).toBeUndefined();
    expect(readRateHint({ ...answer, status: 429, headers: { ...headers, 'retry-after': '1' } }, 'ignored')).toEqual({
      remaining: 0,
      resetMs: 1000,
    });
  });

  it('is not slowed down by a field that is made to', () => {
    const startedAt = performance.now();
    for (const part of ['"', '"\\', 'a;', ';r=1', ' ', ', ', '"a']) {
      read({ ratelimit: part.repeat(50_000) });
      read({ ratelimit: part.repeat(900 / part.length), 'ratelimit-policy': part.repeat(900 / part.length) });
    }
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
