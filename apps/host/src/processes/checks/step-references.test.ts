import { describe, expect, it } from 'vitest';
import { stepReferences } from './step-references.ts';

describe('stepReferences', () => {
  it.each([
    ['steps.fetch.id', ['fetch']],
    ['steps.`my-step`.id & steps . other', ['my-step', 'other']],
    ['{ "a": steps.fetch, "b": [steps.list.x] }', ['fetch', 'list']],
    ['$sum(steps.list.price) > 3 ? steps.a : (steps.b)', ['list', 'a', 'b']],
    ['steps', []],
    ['steps[0]', []],
    ['steps.*', []],
    ['data.steps.fetch', []],
    ['data. steps.fetch', []],
    ['"steps.fetch" & \'steps.fetch\' /* steps.fetch */', []],
    ['$steps.fetch + mysteps.fetch', []],
  ])('reads %s', (expression, steps) => {
    const found = stepReferences(expression);
    expect(found.map(({ step }) => step)).toEqual(steps);
    expect(found.every(({ isCertain }) => isCertain)).toBe(true);
  });

  it.each([
    'data.items[steps.fetch.id = id]',
    'data.items.{ "x": steps.fetch }',
    'data.items.(steps.fetch)',
    'data.$map(steps.fetch)',
  ])('is not sure within %s, where something else is looked at', (expression) => {
    expect(stepReferences(expression)).toEqual([{ step: 'fetch', isCertain: false }]);
  });

  it('takes no time for text without an end', () => {
    const startedAt = performance.now();
    stepReferences('"'.repeat(5000) + '/*'.repeat(2500));
    stepReferences('`'.repeat(4999) + ' '.repeat(5000));
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
