import { describe, expect, it } from 'vitest';
import { FairQueue } from './fair-queue.ts';

const takeAll = (queue: FairQueue<string>) => Array.from({ length: queue.size }, () => queue.take(() => true));

describe('FairQueue', () => {
  it('lets groups take turns, each in its own order', () => {
    const queue = new FairQueue<string>();
    for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) queue.add(item.slice(0, 1), item);
    expect(takeAll(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
    expect(queue.size).toBe(0);
  });

  it('passes over groups that may not go on', () => {
    const queue = new FairQueue<string>();
    queue.add('a', 'a1');
    queue.add('b', 'b1');
    expect(queue.take((group) => group === 'b')).toBe('b1');
    expect(queue.take((group) => group === 'b')).toBeUndefined();
    expect(queue.size).toBe(1);
  });

  it('forgets what was removed, once', () => {
    const queue = new FairQueue<string>();
    queue.add('a', 'a1');
    expect([queue.remove('a', 'a1'), queue.remove('a', 'a1'), queue.remove('b', 'b1')]).toEqual([true, false, false]);
    expect([queue.size, queue.take(() => true)]).toEqual([0, undefined]);
  });
});
