import { setTimeout as sleep } from 'node:timers/promises';
import { page, retry } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { startEngine, stores, tenant } from '../runs/engine.test-kit.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const action = (name: string, more: object = {}) => ({ kind: 'action', action: `test.${name}`, ...more });
const edges = (...names: readonly string[]) => names.slice(1).map((to, index) => ({ from: names[index], to }));

describe.each(stores)('Many messages on $store', ({ open }) => {
  it('of one tenant leave those of another their turns', async () => {
    const document = {
      steps: {
        start: { kind: 'start' },
        one: action('work'),
        two: action('work'),
        three: action('work'),
        flood: { kind: 'start' },
        list: action('list'),
        drop: action('drop'),
      },
      edges: [...edges('start', 'one', 'two', 'three'), ...edges('flood', 'list', 'drop')],
    };
    const concurrency = 16;
    let dropped = 0;
    const host = await startEngine(
      document,
      {
        // It has never an end.
        list: (_input, { cursor = '0' }) => page(numbers(100), String(Number(cursor) + 1)),
        work: () => sleep(25),
        drop: () => {
          dropped++;
          return sleep(25);
        },
      },
      await open(),
      { concurrency },
    );
    for (let run = 0; run < 20; run++) await host.run({}, { start: 'flood' });
    const waiting = () => host.database.selectFrom('queue').select('number').where('tenant', '=', tenant).execute();
    await expect.poll(async () => (await waiting()).length, { timeout: 30_000 }).toBeGreaterThan(1000);
    /** How many of the flood were begun during each of sixty runs; on a slow machine both are slow. */
    const begun: number[] = [];
    for (let round = 0; round < 60; round++) {
      const before = dropped;
      await host.end(await host.run({}, { as: 'other' }));
      begun.push(dropped - before);
    }
    expect((await waiting()).length).toBeGreaterThan(100);
    // Each of the four messages of a run may take two rounds of all places; behind all that wait it would take many more.
    expect(Math.max(...begun)).toBeLessThanOrEqual(2 * 4 * concurrency);
  }, 90_000);

  it('keep the order of each of fifty keys, two hundred to a key, whatever fails meanwhile', async () => {
    const document = {
      steps: {
        start: { kind: 'start' },
        list: action('list'),
        write: action('write', {
          concurrency: 'sequential',
          key: 'data.key',
          retry: { attempts: 1000, firstDelaySeconds: 0.01, longestDelaySeconds: 0.02 },
        }),
      },
      edges: edges('start', 'list', 'write'),
    };
    const keys = 50;
    const perKey = 200;
    const written = new Map<number, number[]>();
    let failures = 0;
    const host = await startEngine(
      document,
      {
        list: (_input, { cursor }) => {
          const number = Number(cursor ?? 0);
          const items = numbers(1000).map((index) => ({ key: index % keys, number: number * 1000 + index }));
          return number < 9 ? page(items, String(number + 1)) : page(items);
        },
        write: async (item) => {
          const { key, number } = item as { key: number; number: number };
          if (Math.random() < 0.05) {
            failures++;
            return retry('Not yet.');
          }
          written.set(key, [...(written.get(key) ?? []), number]);
        },
      },
      await open(),
    );
    expect((await host.end(await host.run({}))).state).toBe('completed');
    expect(failures).toBeGreaterThan(100);
    expect(written.size).toBe(keys);
    for (const list of written.values()) {
      expect(list).toHaveLength(perKey);
      expect(list).toEqual([...list].sort((one, other) => one - other));
    }
  }, 120_000);
});
