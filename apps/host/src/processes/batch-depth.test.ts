import { describe, expect, it } from 'vitest';
import { batchProblems } from './checks/batch-problems.ts';
import { documentOf, shopCatalogue } from './checks/catalogue.test-kit.ts';
import { CompiledProcess } from './compiled-process.ts';
import type { ProcessDocument } from './process-document.ts';

const catalogue = shopCatalogue({ get: {}, list: { kind: 'batch', output: { type: 'array', items: {} } } });
const start = { kind: 'start' };
const collect = { kind: 'collect' };
const call = (action: 'get' | 'list', more: object = {}) => ({ kind: 'action', action: `shop.${action}`, ...more });

const isBatch = ({ action }: { readonly action: string }) => action === 'shop.list';

/** Where steps collect nothing, as the check says, and what each batch is collected by, as the engine does. */
function told(document: ProcessDocument) {
  const compiled = new CompiledProcess(document, isBatch);
  const batches = Object.entries(document.steps).flatMap(([name, step]) =>
    step.kind === 'action' && isBatch(step) ? [[name, [...compiled.collectorsOf(name)].sort()] as const] : [],
  );
  return {
    without: batchProblems(document, catalogue)
      .flatMap(({ step }) => step ?? [])
      .sort(),
    collectors: Object.fromEntries(batches),
  };
}

/** What both should say, found by taking every way from the start to its end with the batches that are open on it. */
function foundOnEveryWay({ steps, edges }: ProcessDocument) {
  const without = new Set<string>();
  const collectors = new Map<string, Set<string>>();
  const take = (name: string, around: readonly string[]) => {
    const step = steps[name];
    if (!step) return;
    const after = edges.filter(({ from }) => from === name).map(({ to }) => to);
    let within = around;
    if (step.kind === 'collect') {
      const batch = around.at(-1);
      if (batch === undefined) without.add(name);
      else collectors.get(batch)?.add(name);
      within = around.slice(0, -1);
    } else if (step.kind === 'action') {
      if (isBatch(step)) {
        within = [...around, name];
        if (!collectors.has(name)) collectors.set(name, new Set());
      }
      if (step.onFailure === 'continue') for (const to of after) take(to, around);
      if (typeof step.onFailure === 'object') take(step.onFailure.to, around);
    }
    for (const to of after) take(to, within);
  };
  take('start', []);
  return {
    without: [...without].sort(),
    collectors: Object.fromEntries([...collectors].map(([batch, found]) => [batch, [...found].sort()])),
  };
}

describe('The check and the engine', () => {
  it('agree on how deep a message is within batches, whatever leads where', () => {
    const kinds = [
      call('list'),
      call('list', { onFailure: 'continue' }),
      call('get'),
      collect,
      collect,
      { kind: 'filter', condition: 'true' },
    ];
    const random = numbers(7);
    for (let round = 0; round < 300; round++) {
      const names = Array.from({ length: 7 }, (_, index) => `step${index}`);
      const laterThan = (index: number) => names[index + 1 + random(names.length - index - 1)] ?? 'nothing';
      const steps = names.map((name, index) => {
        const step = random(5) === 0 ? call('list', { onFailure: { to: laterThan(index) } }) : kinds[random(kinds.length)];
        return [name, step] as const;
      });
      const edges = names.flatMap((name, index) => [
        [names[index - 1] ?? 'start', name] as const,
        ...(random(2) === 0 ? [[name, laterThan(index)] as const] : []),
      ]);
      const document = documentOf({ start, ...Object.fromEntries(steps) }, edges);
      expect(told(document), JSON.stringify(document)).toEqual(foundOnEveryWay(document));
    }
  });

  it('come to an end where the steps form a circle of batches', () => {
    const document = documentOf({ start, list: call('list'), all: collect }, [
      ['start', 'list'],
      ['list', 'list'],
      ['list', 'all'],
    ]);
    expect(told(document)).toEqual({ without: [], collectors: { list: ['all'] } });
  });
});

/** Whole numbers below a limit, the same ones each time. */
function numbers(seed: number): (limit: number) => number {
  let last = seed;
  return (limit) => {
    last = (last * 48_271) % 2_147_483_647;
    return last % limit;
  };
}
