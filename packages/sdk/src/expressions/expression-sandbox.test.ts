import { afterAll, describe, expect, it } from 'vitest';
import { ExpressionEvaluator } from './expression-evaluator.ts';

const evaluator = new ExpressionEvaluator({ processes: 1 });
afterAll(() => evaluator.close());

/** As it comes from outside: keys that a literal of the language would take for something else. */
const hostile: unknown = JSON.parse(
  '{ "a": 1, "__proto__": { "polluted": true }, "constructor": { "prototype": { "polluted": true } } }',
);

describe('An expression', () => {
  it.each([
    '$string.constructor',
    '$string.constructor.constructor',
    '$lookup($string, "constructor")',
    '$lookup({}, "__proto__")',
    '{}.__proto__',
    '[1].constructor',
    '"text".constructor',
    '(function($x){ $x }).environment',
    '(function($x){ $x }).body',
    '$sum.implementation',
    'process',
    '$process',
    '$globalThis',
    '$require',
    'globalThis.process',
    '$lookup($, "toString")',
    '$lookup([1], "length")',
  ])('reaches nothing with %s', async (expression) => {
    const outcome = await evaluator.evaluate(expression, { own: 1 }).catch((error: Error) => error);
    if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'expression_failed' });
    else expect(outcome).toBeUndefined();
  });

  it.each([
    '$string.constructor("return process")()',
    '$lookup($string, "constructor")("return process")()',
    '$map(["return process"], $string.constructor)',
    '$eval("$string.constructor")',
    '$import("node:fs")',
  ])('runs no code with %s', async (expression) => {
    await expect(evaluator.evaluate(expression, {})).rejects.toMatchObject({ code: 'expression_failed' });
  });

  it.each([
    ['$', hostile],
    ['{ "__proto__": { "polluted": true } }', {}],
    ['$merge([{ "a": 1 }, { "__proto__": { "polluted": true } }])', {}],
    ['$merge([$, {}])', hostile],
    ['$ ~> |$|{ "__proto__": { "polluted": true } }|', { a: 1 }],
    ['$ ~> |__proto__|{ "polluted": true }|', hostile],
    ['$ ~> |constructor.prototype|{ "polluted": true }|', hostile],
    ['$spread($)', hostile],
    ['$each($, function($v, $k) { { $k: $v } })', hostile],
    ['a{ "__proto__": { "polluted": true } }', hostile],
  ])('changes no prototype with %s', async (expression, input) => {
    await evaluator.evaluate(expression, input).catch(() => undefined);

    expect(await evaluator.evaluate('$lookup({}, "polluted")', {})).toBeUndefined();
    expect(await evaluator.evaluate('$count($keys({ "a": 1 }))', {})).toBe(1);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('gives keys like __proto__ back as plain data', async () => {
    const result = await evaluator.evaluate('{ "__proto__": { "polluted": true }, "constructor": 1, "toString": 2 }', {});
    expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":true},"constructor":1,"toString":2}');
    expect(result instanceof Object && Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(JSON.stringify(await evaluator.evaluate('$', hostile))).toBe(JSON.stringify(hostile));
  });

  it.each([
    ['call(1)', { call: { _jsonata_lambda: true, arguments: [], body: { type: 'value', value: 1 } } }],
    ['call(1)', { call: { _jsonata_function: true, implementation: 'x' } }],
    ['$lookup($, "thunk")', { thunk: { _jsonata_lambda: true, thunk: true, body: { procedure: {} }, environment: {} } }],
    ['$', { _jsonata_lambda: true }],
  ])('takes no data for a function: %s', async (expression, input) => {
    await expect(evaluator.evaluate(expression, input)).rejects.toMatchObject({ code: 'expression_failed' });
    expect(await evaluator.evaluate('1', {})).toBe(1);
  });

  it('sees nothing of the environment', async () => {
    process.env['CANARY'] = 'canary';
    expect(JSON.stringify([await evaluator.evaluate('$$', {}), await evaluator.evaluate('env', {})])).not.toContain('canary');
    delete process.env['CANARY'];
  });
});
