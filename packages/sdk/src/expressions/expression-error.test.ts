import { describe, expect, it } from 'vitest';
import { type ErrorContract } from '../errors/mortise-error.ts';
import { ReportedError } from '../errors/reported-error.ts';
import { ExpressionError } from './expression-error.ts';

describe('ExpressionError', () => {
  it.each([
    ['invalid_expression', false],
    ['expression_failed', false],
    ['expression_too_slow', false],
    ['expression_too_large', false],
    ['expression_unavailable', true],
  ] as const)('has the code %s for ever, and says whether another try can help', (code, retryable) => {
    expect(new ExpressionError(code, 'd')).toMatchObject({
      code,
      retryable,
      name: 'ExpressionError',
      message: 'd',
      title: expect.stringMatching(/^[A-Z]/),
    });
  });

  it('keeps its position on the way to another process, even at the very start', () => {
    const contract: ErrorContract = JSON.parse(JSON.stringify(new ExpressionError('invalid_expression', 'd', { position: 0 })));
    expect(contract).toMatchObject({ position: 0 });
    expect(new ReportedError(contract).toJSON()).toEqual(contract);
    expect(new ExpressionError('expression_failed', 'd').toJSON()).not.toHaveProperty('position');
  });
});
