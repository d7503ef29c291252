import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeStatus, type Responses } from './status-ranges.ts';

const statuses = Array.from({ length: 500 }, (_, index) => index + 100);
const successesOf = (responses: Responses) =>
  statuses.filter((status) => status >= 300 && judgeStatus(status, responses) === 'success');

describe('judgeStatus', () => {
  it('takes 2xx for a success, passing faults for a retry and other refusals for a failure', () => {
    expect([200, 204, 299].map((status) => judgeStatus(status))).toEqual(['success', 'success', 'success']);
    expect([408, 425, 429, 500, 503, 599].map((status) => judgeStatus(status))).toEqual(Array(6).fill('retry'));
    expect([300, 301, 400, 401, 404, 422, 499].map((status) => judgeStatus(status))).toEqual(Array(7).fill('fail'));
  });

  it.each<[Responses, number[]]>([
    [404, [404]],
    ['404', [404]],
    [' 404 ', [404]],
    ['<303', [300, 301, 302]],
    ['<=303', [300, 301, 302, 303]],
    ['>597', [598, 599]],
    ['>= 597', [597, 598, 599]],
    ['400-403', [400, 401, 402]],
    ['400 - 403', [400, 401, 402]],
    ['403-403', []],
    [
      [404, '410', '500-502'],
      [404, 410, 500, 501],
    ],
    [[], []],
  ])('reads %j as the successes %j', (responses, expected) => {
    expect(successesOf(responses)).toEqual(expected);
  });

  it('leaves the right side of a range out', () => {
    expect(judgeStatus(407, { success: '400-408' })).toBe('success');
    expect(judgeStatus(408, { success: '400-408' })).toBe('retry');
  });

  it('retries every status from 300 on that bare ranges do not name, and takes the ones below for a success', () => {
    expect([299, 300, 404, 410, 500].map((status) => judgeStatus(status, [404]))).toEqual([
      'success',
      'retry',
      'success',
      'retry',
      'retry',
    ]);
    expect(judgeStatus(200, 404)).toBe('success');
  });

  it('tries success before fail and fail before retry, and judges the rest as without the field', () => {
    const responses = { retry: '400-500', fail: [404, 410], success: 404 };
    expect([404, 410, 409, 200, 301, 503].map((status) => judgeStatus(status, responses))).toEqual([
      'success',
      'fail',
      'retry',
      'success',
      'fail',
      'retry',
    ]);
    expect(judgeStatus(200, { fail: '<300' })).toBe('fail');
    expect(judgeStatus(404, {})).toBe('fail');
  });

  it.each(['', '20', '2000', '200-', '-300', '200..300', '=>400', '<>400', '2xx', '200,404', '٢٠٠'])(
    'refuses %j, whatever the status, and shows the grammar',
    (range) => {
      for (const responses of [range, [range], { success: 200, retry: range }]) {
        expect(() => judgeStatus(200, responses)).toThrow(/is not a status range.*"400-408"/);
      }
    },
  );

  it('agrees with the plain meaning of a range', () => {
    const status = fc.integer({ min: 100, max: 599 });
    fc.assert(
      fc.property(status, status, status, (probe, from, to) => {
        expect(judgeStatus(probe, { success: `${from}-${to}`, fail: '>=100' })).toBe(
          probe >= from && probe < to ? 'success' : 'fail',
        );
        expect(judgeStatus(probe, { success: `<=${to}`, fail: `>${to}` })).toBe(probe <= to ? 'success' : 'fail');
      }),
    );
  });

  it('reads any text as a range or refuses it with a TypeError', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(['success', 'retry']).toContain(judgeStatus(404, text));
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      }),
    );
  });
});
