import { afterAll, describe, expect, it } from 'vitest';
import { ExpressionEvaluator } from './expression-evaluator.ts';

const evaluator = new ExpressionEvaluator({ processes: 2 });
/** Where size is the question, a slow machine must not answer it with the time. */
const patient = new ExpressionEvaluator({ processes: 1, timeMs: 20_000, memoryMegabytes: 64 });
afterAll(() => Promise.all([evaluator.close(), patient.close()]));

const evaluate = (expression: string, input: unknown = {}) => evaluator.evaluate(expression, input);

describe('An expression', () => {
  it.each([
    ['a result of 10 MB', '$pad("x", 10000000)'],
    ['recursion that does not end', '($f := function($n){ 1 + $f($n + 1) }; $f(0))'],
    ['text that doubles without end', '($f := function($s){ $f($s & $s) }; $f("aaaaaaaaaaaa"))'],
    ['an expression of 32,769 characters', `${' '.repeat(32_768)}1`],
    ['an expression nested 10,000 deep', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
  ])('is refused as too large: %s', { timeout: 30_000 }, async (_name, expression) => {
    await expect(patient.evaluate(expression, {})).rejects.toMatchObject({ code: 'expression_too_large', retryable: false });
  });

  it.each([
    ['one huge allocation', '$length($pad("x", 400000000))'],
    ['a list that doubles without end', '($f := function($a){ $f($append($a, $a)) }; $f([1..1000]))'],
    [
      'a result that shares its parts a billion times',
      '($f := function($a, $n){ $n = 0 ? $a : $f([[$a], [$a]], $n - 1) }; $f([1], 30))',
    ],
    ['ten million numbers', '$map([1..10000000], function($n){ [1..10000000] })'],
    ['a backtracking pattern', '$match($pad("a", 40, "a") & "!", /^(?=(a+)+$)(.)\\2/)'],
  ])('ends without harm at %s', async (_name, expression) => {
    await expect(evaluate(expression)).rejects.toMatchObject({
      code: expect.stringMatching(/^expression_too_(large|slow)$/),
    });
    expect(await evaluate('1')).toBe(1);
  });

  it('tells memory from time', { timeout: 30_000 }, async () => {
    await expect(patient.evaluate('$length($pad("x", 400000000))', {})).rejects.toMatchObject({
      code: 'expression_too_large',
      message: expect.stringContaining('64 MB'),
    });
  });

  it('is not held up by a pattern that would backtrack for years', async () => {
    expect(await evaluate('$contains(text, /^(a+)+$/)', { text: `${'a'.repeat(50)}!` })).toBe(false);
  });

  it('may call itself a hundred times deep, and for ever where the call is the last thing it does', async () => {
    expect(await patient.evaluate('($f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(100))', {})).toBe(100);
    expect(await patient.evaluate('($f := function($n){ $n = 0 ? 0 : $f($n - 1) }; $f(5000))', {})).toBe(0);
  });

  it('may work on an input of 5 MB', async () => {
    const orders = Array.from({ length: 50_000 }, (_, id) => ({ id, note: 'x'.repeat(80) }));
    await using roomy = new ExpressionEvaluator({ processes: 1, timeMs: 20_000 });
    expect(await roomy.evaluate('$sum(id)', orders)).toBe(1_249_975_000);
    expect(await roomy.evaluate('$count($[id > 10])', orders)).toBe(49_989);
  });

  it('has limits that can be set', async () => {
    await using strict = new ExpressionEvaluator({ outputBytes: 10, expressionLength: 20, depth: 50, timeMs: 200 });
    expect(await strict.evaluate('"12345678"', {})).toBe('12345678');
    await expect(strict.evaluate('"žžžžž"', {})).rejects.toMatchObject({ code: 'expression_too_large' });
    await expect(strict.evaluate('"1234567890123456789"', {})).rejects.toMatchObject({ code: 'expression_too_large' });
  });
});
