import { describe, expect, it } from 'vitest';
import { judgeStatus } from './status-ranges.ts';

describe('judgeStatus', () => {
  it('takes 2xx for a success, passing faults for a retry and other refusals for a failure', () => {
    expect([200, 204, 299].map((status) => judgeStatus(status))).toEqual(['success', 'success', 'success']);
    expect([408, 425, 429, 500, 503].map((status) => judgeStatus(status))).toEqual(Array(5).fill('retry'));
    expect([301, 400, 401, 404, 422].map((status) => judgeStatus(status))).toEqual(Array(5).fill('fail'));
  });
});
