import { describe, expect, it } from 'vitest';
import { documentDifferences } from './document-differences.ts';

describe('documentDifferences', () => {
  it('finds none where only the order of keys differs', () => {
    expect(documentDifferences({ a: 1, b: { c: [1, { d: null }] } }, { b: { c: [1, { d: null }] }, a: 1 })).toEqual([]);
  });

  it('tells what was added, removed and changed, and where', () => {
    expect(documentDifferences({ a: { x: 1, y: 2 }, list: [1, 2] }, { a: { x: 1, y: '2', z: null }, list: [2] })).toEqual([
      { path: 'a.y', before: 2, after: '2' },
      { path: 'a.z', before: undefined, after: null },
      { path: 'list.0', before: 1, after: 2 },
      { path: 'list.1', before: 2, after: undefined },
    ]);
  });

  it('compares what is of different kinds as a whole, and names of the language as names', () => {
    expect(documentDifferences({ a: [1] }, { a: { 0: 1 } })).toEqual([{ path: 'a', before: [1], after: { 0: 1 } }]);
    expect(documentDifferences({}, JSON.parse('{"constructor":1,"__proto__":2}')).map(({ path }) => path)).toEqual([
      'constructor',
      '__proto__',
    ]);
  });
});
