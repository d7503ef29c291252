import { describe, expect, it } from 'vitest';
import { CompiledProcess } from './compiled-process.ts';
import { ProcessDocument } from './process-document.ts';

const call = (name: string, more: object = {}) => ({ kind: 'action', action: `shop.${name}`, ...more });
const collect = { kind: 'collect' };

function collectors(steps: Readonly<Record<string, object>>, edges: readonly (readonly [string, string])[], of = 'list') {
  const document = ProcessDocument.parse({
    title: 'A test',
    steps: { start: { kind: 'start' }, ...steps },
    edges: edges.map(([from, to]) => ({ from, to })),
  });
  return [...new CompiledProcess(document, ({ action }) => action.startsWith('shop.list')).collectorsOf(of)].sort();
}

describe('The collectors of a batch', () => {
  it('are those that its items arrive at, also behind a failure', () => {
    const steps = { list: call('list'), check: call('check', { onFailure: { to: 'note' } }), ok: collect };
    const edges = [
      ['start', 'list'],
      ['list', 'check'],
      ['check', 'ok'],
      ['note', 'errors'],
    ] as const;
    expect(collectors({ ...steps, note: call('note'), errors: collect }, edges)).toEqual(['errors', 'ok']);
  });

  it('are not those behind a failure of the batch itself, which belongs to the batch around it', () => {
    const steps = {
      list: call('list'),
      inner: call('list-lines', { onFailure: { to: 'note' } }),
      some: collect,
      all: collect,
      note: call('note'),
    };
    const edges = [
      ['start', 'list'],
      ['list', 'inner'],
      ['inner', 'some'],
      ['some', 'all'],
      ['note', 'all'],
    ] as const;
    expect(collectors(steps, edges)).toEqual(['all']);
    expect(collectors(steps, edges, 'inner')).toEqual(['some']);
  });

  it('are those around a batch within that failed, where that goes on', () => {
    const steps = { list: call('list'), inner: call('list-lines', { onFailure: 'continue' }), all: collect };
    const edges = [
      ['start', 'list'],
      ['list', 'inner'],
      ['inner', 'all'],
    ] as const;
    expect(collectors(steps, edges)).toEqual(['all']);
    expect(collectors(steps, edges, 'inner')).toEqual(['all']);
  });
});
