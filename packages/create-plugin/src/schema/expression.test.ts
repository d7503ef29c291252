import { describe, expect, it } from 'vitest';
import { Expression } from './expression.ts';

describe('An expression', () => {
  it('matches as any other', () => {
    expect(new Expression('^[A-Z]{3}$').test('EUR')).toBe(true);
    expect(new Expression('^[A-Z]{3}$').test('eur')).toBe(false);
    expect(new Expression('^[A-Z]{3}$').isQuick).toBe(true);
    expect(new Expression('^[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+$').isQuick).toBe(true);
  });

  it.each(['^(a+)+$', '^(\\w+\\s?)*$', '^([a-z]+)*\\.$'])('gives up where %s takes for ever', (pattern) => {
    const startedAt = performance.now();
    expect(new Expression(pattern).test(`${'a'.repeat(40)}!`)).toBe(false);
    expect(new Expression(pattern).isQuick).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
