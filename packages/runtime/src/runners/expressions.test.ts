import { ExpressionEvaluator } from '@mortise/sdk/expressions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import type { TestProject } from '../project.test-kit.ts';
import { InlineRunner } from './inline-runner.ts';
import { ProcessRunner } from './process-runner.ts';
import type { Runner } from './runner.ts';
import { installPlugins, invoke } from './runners.test-kit.ts';

const onLoad = `import { Filter, Transform } from '@mortise/sdk';
class Mapping extends Transform {
  name = 'mapping'; title = 'Mapping'; input = z.any(); output = z.any();
  constructor(expression) { super(); this.expression = expression; }
}
class Condition extends Filter {
  name = 'condition'; title = 'Condition'; input = z.any();
  constructor(condition) { super(); this.condition = condition; }
}`;

const actions = {
  map: 'return new Mapping(input.expression).execute(input.data, context);',
  filter: 'return new Condition(input.condition).execute(input, context);',
  'count-numbers': "return Promise.all([1, 2, 3].map((n) => new Mapping('n + 1').execute({ n }, context)));",
  'map-badly': 'return new Mapping(7).execute({}, context);',
  'keep-context': 'globalThis.kept = context; return 1;',
  'use-kept-context': "return globalThis.kept.evaluate('1', {}).then(() => 'evaluated', (error) => error.code);",
  echo: 'return input;',
};

const endless = '($f := function(){ $f() }; $f())';

let project: TestProject;
let plugin: PluginPackage;
beforeAll(async () => {
  const installed = await installPlugins({ application: 'acme', actions, onLoad });
  project = installed.project;
  plugin = installed.find('acme');
});
afterAll(() => project[Symbol.asyncDispose]());

describe.each([
  ['InlineRunner', () => new InlineRunner()],
  ['ProcessRunner', () => new ProcessRunner()],
])('An expression of a plugin, %s', (_name, create) => {
  let runner: Runner;
  beforeAll(() => {
    runner = create();
  });
  afterAll(() => runner.close());

  it('turns the input of a transform into its output', async () => {
    const input = {
      expression: '{ "total": $sum(items.price), "first": items[0] }',
      data: { items: [{ price: 2 }, { price: 3 }] },
    };
    expect(await invoke(runner, plugin, 'map', { input })).toEqual({
      outcome: 'success',
      output: { total: 5, first: { price: 2 } },
    });
    expect(await invoke(runner, plugin, 'map', { input: { expression: 'missing', data: {} } })).toMatchObject({ output: null });
  });

  it('decides in a filter whether the input goes on', async () => {
    const input = { condition: 'total > 100', total: 101 };
    expect(await invoke(runner, plugin, 'filter', { input })).toEqual({ outcome: 'success', output: input });
    expect(await invoke(runner, plugin, 'filter', { input: { ...input, total: 100 } })).toMatchObject({ outcome: 'stop' });
  });

  it('tells where it cannot be read', async () => {
    expect(await invoke(runner, plugin, 'map', { input: { expression: '1 +', data: {} } })).toMatchObject({
      outcome: 'fail',
      error: { code: 'invalid_expression', position: 3 },
    });
  });

  it('may be evaluated several times at once', async () => {
    expect(await invoke(runner, plugin, 'count-numbers')).toEqual({ outcome: 'success', output: [2, 3, 4] });
  });

  it('is ended when it takes too long, while the plugin goes on', async () => {
    const slow = invoke(runner, plugin, 'map', { input: { expression: endless, data: {} } });
    expect(await invoke(runner, plugin, 'echo', { input: 1 })).toMatchObject({ outcome: 'success' });
    expect(await slow).toMatchObject({ outcome: 'fail', error: { code: 'expression_too_slow' } });
  });

  it('fails with a mistake of its author', async () => {
    expect(await invoke(runner, plugin, 'map-badly')).toMatchObject({ outcome: 'fail' });
    expect(await invoke(runner, plugin, 'echo', { input: 1 })).toMatchObject({ outcome: 'success' });
  });
});

describe('ProcessRunner', () => {
  it('ends an expression with the call that asked for it', async () => {
    await using evaluator = new ExpressionEvaluator({ processes: 1, timeMs: 60_000 });
    await evaluator.evaluate('1', {});
    const runner = new ProcessRunner({ evaluator });
    await runner.load(plugin);

    const outcome = await invoke(runner, plugin, 'map', { input: { expression: endless, data: {} }, timeoutMs: 200 });

    expect(outcome).toMatchObject({ outcome: 'retry', error: { code: 'timeout' } });
    expect(await evaluator.evaluate('2', {})).toBe(2);
    await runner.close();
    expect(await evaluator.evaluate('3', {})).toBe(3);
  }, 30_000);

  it('evaluates nothing for a call that has ended', async () => {
    const runner = new ProcessRunner();
    await invoke(runner, plugin, 'keep-context');
    expect(await invoke(runner, plugin, 'use-kept-context')).toEqual({ outcome: 'success', output: 'cancelled' });
    await runner.close();
  });
});
