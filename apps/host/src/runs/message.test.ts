import { describe, expect, it } from 'vitest';
import { type Attempt, attemptsIn, idempotencyKeyOf, withAttempt } from './message.ts';

const attempt = (outcome: string): Attempt => ({ at: '2026-01-01T00:00:00.000Z', durationMs: 1, outcome, counted: 1 });
const outcomesOf = (column: string) => attemptsIn({ attempts: column }).map(({ outcome }) => outcome);

describe('The attempts of a message', () => {
  it('are the last twenty, and that somebody has edited it', () => {
    let column = withAttempt(withAttempt('[]', attempt('fail')), attempt('edited'));
    for (let count = 0; count < 30; count++) column = withAttempt(column, attempt('retry'));
    expect(outcomesOf(column)).toEqual(['edited', ...Array.from({ length: 19 }, () => 'retry')]);
  });

  it.each(['sign-in', 'offline'])('are not flushed by what waits again and again: %s', (outcome) => {
    let column = withAttempt('[]', attempt('fail'));
    for (let count = 0; count < 30; count++) column = withAttempt(column, attempt(outcome));
    expect(outcomesOf(column)).toEqual(['fail', outcome]);
  });
});

describe('The idempotency key of a message', () => {
  it('stays from attempt to attempt, and is another for each thing that it is edited to', () => {
    const message = { id: 'a'.repeat(32), data: '{"amount":100}', attempts: withAttempt('[]', attempt('fail')) };
    const edited = (data: string) => ({ ...message, data, attempts: withAttempt(message.attempts, attempt('edited')) });
    const again = { ...edited('{"amount":5}'), attempts: withAttempt(edited('').attempts, attempt('replayed')) };

    expect(idempotencyKeyOf(message)).toBe(message.id);
    expect(new Set([message, edited('{"amount":5}'), edited('{"amount":6}')].map(idempotencyKeyOf)).size).toBe(3);
    expect(idempotencyKeyOf(again)).toBe(idempotencyKeyOf(edited('{"amount":5}')));
  });
});
