import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ActionStep, RetryPolicy } from '../processes/process-document.ts';
import { untouched } from './message.test-kit.ts';
import type { Attempt, Hop } from './message.ts';
import { type Asked, type Delay, delayOf, waitFor } from './waits.ts';

const now = Date.UTC(2027, 0, 1);
const day = 86_400_000;
const account = '["default","crm","main"]';
const application = '["default","crm",null]';

const step: ActionStep = {
  kind: 'action',
  action: 'crm.post',
  connection: 'main',
  retry: RetryPolicy.parse({ attempts: 5, firstDelaySeconds: 1, givenUpAfterSeconds: day / 1000 }),
  timeoutSeconds: 30,
  concurrency: 'parallel',
  onFailure: 'fail',
};

interface Past {
  readonly ageMs?: number;
  /** Attempts that were made. */
  readonly made?: number;
}

function hopOf({ ageMs = 0, made = 0 }: Past): Hop {
  const at = new Date(now - ageMs).toISOString();
  const last: Attempt = { at, durationMs: 1, outcome: 'retry', counted: made };
  const run = { tenant: 'default', id: 'run', process: 'test' };
  return {
    claim: { number: 1, message: 'message', turn: 1, sequence: null, fence: 1, lost: 0 },
    message: {
      ...untouched,
      tenant: run.tenant,
      id: 'message',
      run: run.id,
      process: run.process,
      number: 1,
      step: 'post',
      position: 0,
      state: 'waiting',
      data: '{}',
      trail: '{}',
      attempts: JSON.stringify(made === 0 ? [] : [last]),
      created_at: at,
    },
    run: { ...run, version: 1, started_at: at, state: 'running' },
  };
}

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

interface Row extends Past {
  readonly delay: Delay;
  readonly asked?: Asked;
  readonly ms: number;
  readonly rest: object;
}

interface End extends Past {
  readonly delay: Delay;
  readonly asked?: Asked;
}

describe('waitFor', () => {
  it.each<Row>([
    { delay: 'fault', ms: 500, rest: { as: 'retry' } },
    { delay: 'fault', made: 2, ms: 2000, rest: { as: 'retry' } },
    { delay: 'fault', asked: { afterMs: 5000 }, ms: 5000, rest: { as: 'retry' } },
    { delay: 'fault', asked: { maxAttempts: 2 }, ms: 500, rest: { as: 'retry' } },
    { delay: 'budget', ms: 1000, rest: { as: 'limit', budget: account } },
    { delay: 'budget', asked: { afterMs: 20 }, ms: 20, rest: { as: 'limit', budget: account } },
    { delay: 'budget', asked: { budget: 'own' }, ms: 1000, rest: { as: 'limit', budget: 'own' } },
    { delay: 'budget', made: 5, asked: { maxAttempts: 1 }, ms: 1000, rest: { as: 'limit', budget: account } },
    { delay: 'offline', made: 5, ms: 1000, rest: { as: 'offline', budget: application } },
    { delay: 'offline', asked: { afterMs: 20, budget: 'own' }, ms: 20, rest: { as: 'offline', budget: application } },
    { delay: 'missing', made: 5, ms: 1000, rest: { as: 'offline', budget: '["action","crm.post",null]' } },
    { delay: 'missing', ageMs: 3_600_000, ms: 1000, rest: { as: 'offline', budget: '["action","crm.post",null]' } },
    { delay: 'sign-in', made: 5, ms: 300_000, rest: { as: 'sign-in', account } },
    { delay: 'sign-in', ageMs: day - 30_000, ms: 30_000, rest: { as: 'sign-in', account } },
  ])('has a $delay wait $ms ms, of age $ageMs, after $made attempts, asked for $asked', ({ delay, asked, ms, rest, ...past }) => {
    expect(waitFor(delay, hopOf(past), step, asked)).toEqual({ ...rest, until: new Date(now + ms) });
  });

  it.each<End>([
    { delay: 'fault', made: 4 },
    { delay: 'fault', made: 1, asked: { maxAttempts: 2 } },
    { delay: 'fault', ageMs: day - 30_000, asked: { afterMs: 40_000 } },
    { delay: 'budget', ageMs: day - 30_000, asked: { afterMs: 40_000 } },
    { delay: 'offline', ageMs: day - 30_000, asked: { afterMs: 40_000 } },
    { delay: 'missing', ageMs: day - 500 },
    { delay: 'sign-in', ageMs: day },
  ])('gives up a $delay of age $ageMs, after $made attempts, asked for $asked', ({ delay, asked, ...past }) => {
    expect(waitFor(delay, hopOf(past), step, asked)).toBeUndefined();
  });

  it('counts the age from the last replay', () => {
    const { message, ...hop } = hopOf({ ageMs: day });
    const replayed = { ...hop, message: { ...message, replayed_at: new Date(now - 1000).toISOString() } };
    expect(waitFor('budget', replayed, step)?.until).toEqual(new Date(now + 1000));
  });
});

describe('delayOf', () => {
  const error = (code: string) => ({ code, title: 'A test', detail: 'A test.', do: [], retryable: true });

  it('tells by the error what a message waits for, and by the outcome where the error does not say', () => {
    expect(delayOf({ outcome: 'retry', error: error('action_not_found') })).toBe('missing');
    expect(delayOf({ outcome: 'retry', error: error('service_offline') })).toBe('offline');
    expect(delayOf({ outcome: 'limit', error: error('service_offline') })).toBe('offline');
    expect(delayOf({ outcome: 'limit' })).toBe('budget');
    expect(delayOf({ outcome: 'retry', error: error('timeout') })).toBe('fault');
    expect(delayOf({ outcome: 'fail', error: error('sign_in_failed') })).toBe('sign-in');
  });
});
