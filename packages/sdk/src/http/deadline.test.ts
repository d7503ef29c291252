import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { abortedAt, remainingMs, waitFor } from './deadline.ts';

const inMs = (ms: number) => performance.now() + ms;

describe('remainingMs', () => {
  it('gives what a timer takes: whole, not negative and not too long', () => {
    expect(remainingMs(inMs(-1))).toBe(0);
    expect(remainingMs(Infinity)).toBe(2 ** 31 - 1);
    expect(Number.isInteger(remainingMs(inMs(1234.5)))).toBe(true);
  });
});

describe('abortedAt', () => {
  it('is aborted when the deadline passes', async () => {
    const signal = abortedAt(inMs(30), undefined);
    expect(signal.aborted).toBe(false);
    await expect.poll(() => signal.aborted).toBe(true);
  });

  it('is aborted when the caller gives up', () => {
    const caller = new AbortController();
    const signal = abortedAt(Infinity, caller.signal);
    expect(signal.aborted).toBe(false);
    caller.abort();
    expect(signal.aborted).toBe(true);
  });
});

describe('waitFor', () => {
  it('gives what the work gives, and leaves nothing behind', async () => {
    const { signal } = new AbortController();
    expect(await waitFor(Promise.resolve(7), 'a number', { deadlineAt: inMs(1000), signal })).toBe(7);
    await expect(waitFor(Promise.reject(new Error('broken')), 'a number', { deadlineAt: inMs(1000), signal })).rejects.toThrow(
      'broken',
    );
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('gives up at the deadline, and when it is cancelled', async () => {
    const work = sleep(100).then(() => Promise.reject(new Error('too late to matter')));
    await expect(waitFor(work, 'a token', { deadlineAt: inMs(20) })).rejects.toMatchObject({ code: 'timeout' });
    const cancelled = { deadlineAt: inMs(1000), signal: AbortSignal.abort() };
    await expect(waitFor(work, 'a token', cancelled)).rejects.toMatchObject({
      code: 'cancelled',
      message: 'The call was cancelled while it waited for a token.',
    });
    await expect(work).rejects.toThrow('too late to matter');
  });
});
