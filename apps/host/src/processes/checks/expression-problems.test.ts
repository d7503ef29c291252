import { describe, expect, it } from 'vitest';
import { documentOf, shopCatalogue } from './catalogue.test-kit.ts';
import { expressionProblems } from './expression-problems.ts';

const catalogue = shopCatalogue({ get: {}, list: { kind: 'batch', output: { type: 'array', items: {} } } });
const readable = { check: async () => undefined };
const steps = {
  start: { kind: 'start' },
  first: { kind: 'action', action: 'shop.get' },
  list: { kind: 'action', action: 'shop.list' },
  each: { kind: 'action', action: 'shop.get' },
  all: { kind: 'collect' },
  end: { kind: 'transform', expression: 'steps.first' },
};
const edges = [
  ['start', 'first'],
  ['first', 'list'],
  ['list', 'each'],
  ['each', 'all'],
  ['all', 'end'],
] as const;

async function messagesFor(expression: string, step = 'end', more: readonly (readonly [string, string])[] = []) {
  const document = documentOf({ ...steps, [step]: { kind: 'transform', expression } }, [...edges, ...more]);
  return (await expressionProblems(document, catalogue, readable, 'a')).map(({ severity, message }) => `${severity}: ${message}`);
}

describe('expressionProblems', () => {
  it('lets an expression look at the steps before it', async () => {
    expect(await messagesFor('steps.first.id + steps.all.id')).toEqual([]);
    expect(await messagesFor('steps.first.id + steps.list.id', 'each')).toEqual([]);
  });

  it.each(['each', 'list'])('knows that %s has many results once they are collected', async (name) => {
    expect(await messagesFor(`steps.${name}.id`)).toEqual([
      expect.stringContaining(`warning: The expression looks at steps.${name}, which each item has of its own`),
    ]);
  });

  it('leaves it open where another way leads there', async () => {
    expect(await messagesFor('steps.each.id', 'end', [['each', 'end']])).toEqual([]);
  });

  it('finds steps that come later, and steps that are not there', async () => {
    expect(await messagesFor('steps.all.id', 'each')).toEqual([
      expect.stringContaining('warning: The expression looks at steps.all, which no message'),
    ]);
    expect(await messagesFor('steps.gone.id')).toEqual([
      expect.stringContaining('error: The expression looks at steps.gone, but no step'),
    ]);
  });
});
