import { describe, expect, it } from 'vitest';
import { ProcessDocument } from '../process-document.ts';
import { batchProblems } from './batch-problems.ts';
import { documentOf, shopCatalogue } from './catalogue.test-kit.ts';
import { graphProblems } from './graph-problems.ts';

const start = { kind: 'start' };
const route = { kind: 'route' };
const collect = { kind: 'collect' };
const call = (action: string, more: object = {}) => ({ kind: 'action', action, ...more });

const codes = (document: ProcessDocument) => graphProblems(document).map(({ code, step, path }) => [code, step, path]);

describe('graphProblems', () => {
  it('finds nothing in a process that branches and joins', () => {
    const steps = { start, a: route, b: call('shop.get'), c: call('shop.get'), d: call('shop.get') };
    const edges = [
      ['start', 'a'],
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'd'],
      ['c', 'd'],
    ] as const;
    expect(graphProblems(documentOf(steps, edges))).toEqual([]);
  });

  it('finds edges and failures that lead to no step', () => {
    const steps = { start, a: call('shop.get', { onFailure: { to: 'gone' } }) };
    const document = documentOf(steps, [
      ['start', 'a'],
      ['a', 'nowhere'],
      ['nothing', 'a'],
    ]);
    expect(codes(document)).toEqual([
      ['step_unknown', undefined, 'edges.1.to'],
      ['step_unknown', undefined, 'edges.2.from'],
      ['step_unknown', 'a', 'steps.a.onFailure.to'],
    ]);
  });

  it('finds a circle once, also one that is closed by a failure', () => {
    const document = documentOf({ start, a: call('shop.get'), b: call('shop.get', { onFailure: { to: 'a' } }) }, [
      ['start', 'a'],
      ['a', 'b'],
    ]);
    expect(graphProblems(document)).toMatchObject([{ code: 'cycle', message: expect.stringContaining('a → b → a') }]);
    const itself = documentOf({ start, a: call('shop.get') }, [
      ['start', 'a'],
      ['a', 'a'],
    ]);
    expect(codes(itself)).toEqual([['cycle', 'a', 'steps.a']]);
  });

  it('walks a chain of a thousand steps in no time', () => {
    const names = Array.from({ length: 999 }, (_, index) => `step${index}`);
    const steps = { start, ...Object.fromEntries(names.map((name) => [name, call('shop.get')])) };
    const edges = names.map((name, index) => [names[index - 1] ?? 'start', name] as const);
    const document = documentOf(steps, edges);
    const startedAt = performance.now();
    expect(graphProblems(document)).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });

  it('finds steps that nothing leads to, and starts that lead nowhere', () => {
    const document = documentOf({ start, a: call('shop.get'), b: call('shop.get') }, [['a', 'b']]);
    expect(codes(document)).toEqual([
      ['leads_nowhere', 'start', 'steps.start'],
      ['step_unreachable', 'a', 'steps.a'],
      ['step_unreachable', 'b', 'steps.b'],
    ]);
    expect(graphProblems(document).map(({ severity }) => severity)).toEqual(['warning', 'error', 'error']);
  });

  it('asks for a start', () => {
    expect(codes(documentOf({ a: call('shop.get') }))).toEqual([['no_start', undefined, undefined]]);
    expect(codes(documentOf({}))).toEqual([['no_start', undefined, undefined]]);
  });

  it('lets nothing lead to a start', () => {
    const document = documentOf({ start, a: call('shop.get', { onFailure: { to: 'start' } }) }, [
      ['start', 'a'],
      ['a', 'start'],
    ]);
    expect(codes(document).map(([code]) => code)).toEqual(['edge_into_start', 'edge_into_start', 'cycle']);
  });

  it('finds an edge that is there twice, unless the two differ', () => {
    const edges = [
      { from: 'start', to: 'a' },
      { from: 'start', to: 'a', when: 'data.x' },
      { from: 'start', to: 'a' },
    ];
    const document = ProcessDocument.parse({ title: 'A test', steps: { start, a: call('shop.get') }, edges });
    expect(codes(document)).toEqual([['edge_repeated', 'start', 'edges.2']]);
  });

  it('takes the names of the language itself for names', () => {
    const document = documentOf({ start, toString: call('shop.get') }, [
      ['start', 'constructor'],
      ['start', 'toString'],
    ]);
    expect(codes(document)).toEqual([['step_unknown', undefined, 'edges.0.to']]);
  });
});

describe('batchProblems', () => {
  const catalogue = shopCatalogue({ get: {}, list: { kind: 'batch', output: { type: 'array', items: {} } } });
  const found = (steps: object, edges: readonly (readonly [string, string])[]) =>
    batchProblems(documentOf(steps, edges), catalogue).map(({ step }) => step);

  it('lets a step collect what a batch gives, however far it went', () => {
    const steps = { start, list: call('shop.list'), get: call('shop.get'), all: collect };
    expect(
      found(steps, [
        ['start', 'list'],
        ['list', 'get'],
        ['get', 'all'],
      ]),
    ).toEqual([]);
  });

  it('finds steps that collect without a batch, or once too often', () => {
    const steps = { start, list: call('shop.list'), all: collect, again: collect };
    expect(found({ start, all: collect }, [['start', 'all']])).toEqual(['all']);
    expect(
      found(steps, [
        ['start', 'list'],
        ['list', 'all'],
        ['all', 'again'],
      ]),
    ).toEqual(['again']);
    expect(
      found(steps, [
        ['start', 'list'],
        ['list', 'all'],
        ['start', 'all'],
      ]),
    ).toEqual(['all']);
  });

  it('knows that a batch which fails and goes on has given nothing', () => {
    const steps = { start, list: call('shop.list', { onFailure: 'continue' }), all: collect };
    expect(
      found(steps, [
        ['start', 'list'],
        ['list', 'all'],
      ]),
    ).toEqual(['all']);
  });

  it('leaves open what an unknown action does', () => {
    expect(
      found({ start, a: call('other.list'), all: collect }, [
        ['start', 'a'],
        ['a', 'all'],
      ]),
    ).toEqual([]);
  });
});
