import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { ExpressionEvaluator } from './expression-evaluator.ts';

const endless = '($f := function(){ $f() }; $f())';
const evaluator = new ExpressionEvaluator({ processes: 2 });
afterAll(() => evaluator.close());

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error);

describe('ExpressionEvaluator', () => {
  it.each([
    ['a.b + 1', { a: { b: 41 } }, 42],
    ['{ "name": $uppercase(name) }', { name: 'ada' }, { name: 'ADA' }],
    ['items.price', { items: [{ price: 1 }, { price: 2 }] }, [1, 2]],
    ['items.price', { items: [{ price: 1 }] }, 1],
    ['items.price[]', { items: [{ price: 1 }] }, [1]],
    ['[items.price]', { items: [] }, []],
    ['$', [1, [2], null], [1, [2], null]],
    ['$', null, null],
    ['missing', {}, undefined],
    ['$', undefined, undefined],
    ['$substring($now(), 0, 2)', {}, '20'],
    ['$millis() > 0', {}, true],
    ['$base64decode($base64encode("a"))', {}, 'a'],
    ['at', { at: new Date(0) }, '1970-01-01T00:00:00.000Z'],
  ])('evaluates %s', async (expression, input, result) => {
    expect(await evaluator.evaluate(expression, input)).toEqual(result);
  });

  it.each([
    ['1 +', 3, 'near its end: Unexpected end of expression'],
    ['a ! b', 3, 'near "!"'],
    ['{ "a": 1', 8, 'near its end'],
    ['"abc', 4, 'must be terminated'],
    ['$x[', 3, 'near its end'],
  ])('says where %s cannot be read', async (expression, position, words) => {
    await expect(evaluator.evaluate(expression, {})).rejects.toMatchObject({
      name: 'ExpressionError',
      code: 'invalid_expression',
      retryable: false,
      position,
      message: expect.stringContaining(words),
    });
  });

  it('reads an expression without evaluating it', async () => {
    await expect(evaluator.check(endless)).resolves.toBeUndefined();
    await expect(evaluator.check('1 +')).rejects.toMatchObject({ code: 'invalid_expression', position: 3 });
  });

  it('refuses an expression that is empty', async () => {
    await expect(evaluator.evaluate('', {})).rejects.toMatchObject({ code: 'invalid_expression', position: 0 });
    await expect(evaluator.evaluate(JSON.parse('null'), {})).rejects.toMatchObject({ code: 'invalid_expression' });
  });

  it.each([
    ['name + 1', 'At position 6, near "+": '],
    ['$missing(1)', 'near "missing": Attempted to invoke a non-function'],
    ['$number(name)', 'Unable to cast value to a number'],
    ['$error("no such country")', 'no such country'],
    ['1 / 0', 'infinite'],
    ['[$sum, 1]', 'holds a function'],
    ['function($x) { $x }', 'holds a function'],
    ['{ "regex": /a/ }', 'holds a function'],
    ['$ ~> |$|{ "self": $ }|', 'Converting circular structure to JSON'],
    ['$eval("1 + 1")', '$eval is not available'],
  ])('says why %s failed', async (expression, words) => {
    await expect(evaluator.evaluate(expression, { name: 'Ada' })).rejects.toMatchObject({
      code: 'expression_failed',
      retryable: false,
      message: expect.stringContaining(words),
    });
  });

  it('quotes no more than the start of a large value', async () => {
    const failing = evaluator.evaluate('$number(text)', { text: 'x'.repeat(10_000) });
    const message = await failing.catch((error: Error) => error.message);
    expect(String(message).length).toBeLessThan(500);
  });

  it.each([undefined, 7n, () => 1])('takes no input that JSON cannot say: %s', async (value) => {
    const cyclic: Record<string, unknown> = { value };
    cyclic['self'] = cyclic;
    await expect(evaluator.evaluate('$', cyclic)).rejects.toMatchObject({ code: 'expression_failed' });
    expect(await evaluator.evaluate('1', {})).toBe(1);
  });

  it('lets nobody wait for an endless expression', async () => {
    await using own = new ExpressionEvaluator({ processes: 2, timeMs: 20_000 });
    await Promise.all([own.evaluate('1', {}), own.evaluate('1', {})]);
    const giveUp = new AbortController();
    let isRunning = true;
    const slow = own.evaluate(endless, {}, giveUp).catch(codeOf);
    void slow.finally(() => {
      isRunning = false;
    });

    const small = await Promise.all(Array.from({ length: 100 }, (_, n) => own.evaluate('n + 1', { n })));

    expect(isRunning).toBe(true);
    expect(small).toEqual(small.map((_, n) => n + 1));
    giveUp.abort();
    expect(await slow).toBe('cancelled');
  });

  it('puts another process in the place of one that had to be ended', async () => {
    const startedAt = performance.now();
    const answers = await Promise.all([endless, endless, endless].map((each) => evaluator.evaluate(each, {}).catch(codeOf)));
    expect(answers).toEqual(answers.map(() => 'expression_too_slow'));
    expect(performance.now() - startedAt).toBeGreaterThan(950);
    expect(await evaluator.evaluate('1', {})).toBe(1);
  });

  it('lets groups take turns, and leaves a place to the others', async () => {
    const order: string[] = [];
    const ask = (group: string, expression: string) =>
      evaluator.evaluate(expression, {}, { group }).then(
        () => order.push(group),
        () => order.push(group),
      );

    await Promise.all([ask('a', endless), ask('a', endless), ask('b', '1'), ask('a', '1'), ask('b', '1')]);

    expect(order.slice(0, 2)).toEqual(['b', 'b']);
  });

  it('is cancelled by a signal, whether it waits or runs', async () => {
    await using own = new ExpressionEvaluator({ processes: 1, timeMs: 60_000 });
    await own.evaluate('1', {});
    const [running, waiting] = [new AbortController(), new AbortController()];
    const results = [running, waiting].map(({ signal }) => own.evaluate(endless, {}, { signal }).catch(codeOf));
    await sleep(50);
    waiting.abort();
    running.abort();

    expect(await Promise.all(results)).toEqual(['cancelled', 'cancelled']);
    expect(await own.evaluate('2', {})).toBe(2);
    await expect(own.evaluate('1', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('lets only so many wait', async () => {
    await using own = new ExpressionEvaluator({ processes: 1, queue: 2 });
    const results = Array.from({ length: 4 }, () => own.evaluate('1', {}).catch(codeOf));
    expect(await Promise.all(results)).toEqual([1, 1, 1, 'expression_unavailable']);
  });

  it('keeps no variables and no changes from one evaluation to the next', async () => {
    await using own = new ExpressionEvaluator({ processes: 1 });
    await own.evaluate('$kept := "canary"', {});
    await own.evaluate('$kept', {}, { group: 'other' });
    expect(await own.evaluate('$kept', {})).toBeUndefined();
    await own.evaluate('$sum := 1', {});
    expect(await own.evaluate('$sum([1, 2])', {})).toBe(3);
  });

  it('ends processes that have nothing to do, and starts them again', async () => {
    await using own = new ExpressionEvaluator({ processes: 1, idleMs: 20 });
    await own.evaluate('1', {});
    await sleep(200);
    expect(await own.evaluate('2', {})).toBe(2);
  });

  it('cancels what is under way when it is closed, and takes nothing more', async () => {
    const own = new ExpressionEvaluator({ processes: 1 });
    const results = [own.evaluate(endless, {}), own.evaluate('1', {})].map((each) => each.catch(codeOf));
    await own.close();
    expect(await Promise.all(results)).toEqual(['cancelled', 'cancelled']);
    await expect(own.evaluate('1', {})).rejects.toMatchObject({ code: 'cancelled' });
  });
});
