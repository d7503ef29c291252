import { setTimeout as sleep } from 'node:timers/promises';
import { fail, limit, page, retry, route, stop } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { startEngine, storesOfHosts, tenant } from './engine.test-kit.ts';
import type { TestActions } from './engine-on.test-kit.ts';
import { newRunId } from './message.ts';

const quick = { firstDelaySeconds: 0.01, longestDelaySeconds: 0.02 };
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Steps one after the other, each an action of its own name, unless it is written down. */
function chain(...steps: readonly (string | readonly [string, object])[]) {
  const named = steps.map((step) =>
    typeof step === 'string' ? ([step, { kind: 'action', action: `test.${step}` }] as const) : step,
  );
  const names = ['start', ...named.map(([name]) => name)];
  return {
    steps: { start: { kind: 'start' }, ...Object.fromEntries(named) },
    edges: names.slice(1).map((to, index) => ({ from: names[index], to })),
  };
}
const action = (name: string, more: object = {}) => [name, { kind: 'action', action: `test.${name}`, ...more }] as const;

describe.each(storesOfHosts)('A process on $store', ({ open }) => {
  /** Runs it once and tells how it ended and what was left of it. */
  async function once(document: object, actions: TestActions, data: unknown = {}) {
    const host = await startEngine(document, actions, await open());
    const id = await host.run(data);
    const { state } = await host.end(id);
    const messages = await host.database.selectFrom('messages').selectAll().where('run', '=', id).orderBy('position').execute();
    const at = (step: string) => messages.filter((message) => message.step === step);
    const outputs = (step: string) => at(step).map(({ output }) => JSON.parse(output ?? 'null'));
    expect(host.allFaults()).toEqual([]);
    return { ...host, id, state, messages, at, outputs };
  }

  it('hands what comes out of a step to the next, and lets it look at those before', async () => {
    const document = chain(
      action('double', { input: { n: '=data.n' } }),
      ['shape', { kind: 'transform', expression: '{ "was": steps.start.n, "is": data.n, "list": [1, data.n] }' }],
      action('keep', { input: { all: '=data', first: '=steps.double.n', text: '==kept', gone: '=data.nothing' } }),
    );
    const seen: unknown[] = [];
    const { state } = await once(
      document,
      { double: (input) => ({ n: (input as { n: number }).n * 2 }), keep: (input) => void seen.push(input) },
      { n: 21 },
    );
    expect(state).toBe('completed');
    expect(seen).toEqual([{ all: { was: 21, is: 42, list: [1, 42] }, first: 42, text: '=kept' }]);
  });

  it('goes on only where a condition holds', async () => {
    const document = {
      steps: {
        start: { kind: 'start' },
        sort: { kind: 'route', takes: 'first' },
        large: { kind: 'action', action: 'test.large' },
        small: { kind: 'action', action: 'test.small' },
        never: { kind: 'filter', condition: 'data.total > 1000' },
        end: { kind: 'action', action: 'test.end' },
      },
      edges: [
        { from: 'start', to: 'sort' },
        { from: 'sort', to: 'large', when: 'data.total > 100' },
        { from: 'sort', to: 'small' },
        { from: 'large', to: 'never' },
        { from: 'never', to: 'end' },
      ],
    };
    const called: string[] = [];
    const note = (name: string) => (input: unknown) => {
      called.push(name);
      return input;
    };
    const { at } = await once(document, { large: note('large'), small: note('small'), end: note('end') }, { total: 500 });
    expect(called).toEqual(['large']);
    expect(at('never')[0]?.state).toBe('stopped');
  });

  it('lets an action choose its followers, or none', async () => {
    const document = {
      steps: {
        start: { kind: 'start' },
        choose: { kind: 'action', action: 'test.choose' },
        left: { kind: 'action', action: 'test.left' },
        right: { kind: 'action', action: 'test.right' },
      },
      edges: [
        { from: 'start', to: 'choose' },
        { from: 'choose', to: 'left' },
        { from: 'choose', to: 'right', label: 'the other' },
        { from: 'right', to: 'left' },
      ],
    };
    const called: unknown[] = [];
    await once(document, {
      choose: () => route(['the other'], 1),
      right: () => {
        called.push('right');
        return stop('enough');
      },
      left: () => void called.push('left'),
    });
    expect(called).toEqual(['right']);
  });

  it('tries again what may pass, with the same idempotency key, and not what will not', async () => {
    const keys: unknown[] = [];
    const flaky = await once(chain(action('flaky', { retry: { ...quick, attempts: 3 } })), {
      flaky: (_input, { idempotencyKey }) => {
        keys.push(idempotencyKey);
        return keys.length < 3 ? retry('Not yet.') : 'done';
      },
    });
    expect(flaky.state).toBe('completed');
    expect(new Set(keys).size).toBe(1);
    expect(JSON.parse(flaky.at('flaky')[0]?.attempts ?? '')).toMatchObject([
      { outcome: 'retry' },
      { outcome: 'retry' },
      { outcome: 'success' },
    ]);

    const refused = await once(chain(action('refused', { retry: quick })), { refused: () => fail('No.') });
    expect(refused.state).toBe('failed');
    expect(refused.at('refused')).toMatchObject([{ state: 'failed', error: 'action_failed' }]);
    expect(JSON.parse(refused.at('refused')[0]?.attempts ?? '')).toHaveLength(1);
  });

  it('gives up after its attempts, but never because it had to wait for a budget', async () => {
    let waits = 0;
    const { state, at } = await once(chain(action('busy', { retry: { ...quick, attempts: 2 } })), {
      busy: () => (waits++ < 4 ? limit(5) : retry('Out of order.')),
    });
    expect(state).toBe('failed');
    expect(JSON.parse(at('busy')[0]?.attempts ?? '').map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      ...Array(4).fill('limit'),
      'retry',
      'fail',
    ]);
  });

  it.each([
    ['continue', { n: 1 }],
    [{ to: 'mend' }, { data: { n: 1 }, error: { code: 'action_failed', detail: 'No.' } }],
  ])('goes on after a failure where it says so: %j', async (onFailure, arrived) => {
    const document = {
      steps: {
        start: { kind: 'start' },
        fails: { kind: 'action', action: 'test.fails', onFailure },
        mend: { kind: 'action', action: 'test.mend' },
      },
      edges: [
        { from: 'start', to: 'fails' },
        { from: 'fails', to: 'mend' },
      ],
    };
    const seen: unknown[] = [];
    const { state } = await once(document, { fails: () => fail('No.'), mend: (input) => void seen.push(input) }, { n: 1 });
    expect(state).toBe('completed');
    expect(seen).toMatchObject([arrived]);
  });

  it('reads a batch page by page, lets its items go on by themselves, and collects them in their order', async () => {
    const pages = 20;
    const document = chain(action('list'), action('each'), ['all', { kind: 'collect' }], action('sum'));
    const given: unknown[] = [];
    const { state, at } = await once(document, {
      list: (_input, { cursor }) => {
        const number = Number(cursor ?? 0);
        const items = numbers(50).map((index) => number * 50 + index);
        return number + 1 < pages ? page(items, String(number + 1)) : page(items);
      },
      each: async (item) => {
        if (Number(item) % 97 === 0) await sleep(5);
        return Number(item) * 2;
      },
      sum: (items) => void given.push(items),
    });
    expect(state).toBe('completed');
    expect(at('list')).toHaveLength(pages);
    expect(given).toEqual([numbers(pages * 50).map((item) => item * 2)]);
  });

  it('collects an empty batch, one within another, and one whose items are filtered', async () => {
    const document = {
      steps: {
        start: { kind: 'start' },
        outer: { kind: 'action', action: 'test.outer' },
        inner: { kind: 'action', action: 'test.inner' },
        even: { kind: 'filter', condition: 'data % 2 = 0' },
        some: { kind: 'collect' },
        all: { kind: 'collect' },
        end: { kind: 'action', action: 'test.end' },
      },
      edges: [
        { from: 'start', to: 'outer' },
        { from: 'outer', to: 'inner' },
        { from: 'inner', to: 'even' },
        { from: 'even', to: 'some' },
        { from: 'some', to: 'all' },
        { from: 'all', to: 'end' },
      ],
    };
    const seen: unknown[] = [];
    const { state } = await once(document, {
      outer: (_input, { cursor }) => (cursor ? page([5]) : page([0, 3], 'more')),
      inner: (count) => page(numbers(Number(count))),
      end: (input) => void seen.push(input),
    });
    expect(state).toBe('completed');
    expect(seen).toEqual([[[], [0, 2], [0, 2, 4]]]);
  });

  it('keeps the order of each key, and a retry holds up its own key only', async () => {
    const document = chain(
      action('list'),
      action('write', { concurrency: 'sequential', key: 'data.key', retry: { ...quick, attempts: 10 } }),
    );
    const written = new Map<string, number[]>();
    const underWay = new Set<string>();
    let failures = 0;
    const { state } = await once(document, {
      list: () => page(numbers(200).map((number) => ({ key: `k${number % 5}`, number }))),
      write: async (item) => {
        const { key, number } = item as { key: string; number: number };
        expect(underWay.has(key)).toBe(false);
        underWay.add(key);
        await sleep(Math.random() * 2);
        underWay.delete(key);
        if (Math.random() < 0.2) {
          failures++;
          return retry('Not yet.');
        }
        written.set(key, [...(written.get(key) ?? []), number]);
      },
    });
    expect(state).toBe('completed');
    expect(failures).toBeGreaterThan(0);
    expect([...written.values()].map((list) => list.length)).toEqual([40, 40, 40, 40, 40]);
    for (const list of written.values()) expect(list).toEqual([...list].sort((one, other) => one - other));
  });

  it('keeps the order of each key among runs that were started at once', async () => {
    const document = chain(action('list'), action('write', { concurrency: 'sequential', key: 'data.key' }));
    const written = new Map<string, number[]>();
    const underWay = new Set<string>();
    const overlaps: string[] = [];
    const host = await startEngine(
      document,
      {
        list: (run) => page(numbers(60).map((number) => ({ key: `k${number % 3}`, run, number }))),
        write: async (item) => {
          const { key, run, number } = item as { key: string; run: string; number: number };
          if (underWay.has(key)) overlaps.push(key);
          underWay.add(key);
          await sleep(Math.random() * 2);
          underWay.delete(key);
          const of = `${key} of ${run}`;
          written.set(of, [...(written.get(of) ?? []), number]);
        },
      },
      await open(),
    );
    const runs = await Promise.all(['one', 'two'].map((name) => host.run(name)));
    await Promise.all(runs.map((id) => host.end(id)));
    expect(overlaps).toEqual([]);
    expect([...written.values()].map((list) => list.length)).toEqual([20, 20, 20, 20, 20, 20]);
    for (const list of written.values()) expect(list).toEqual([...list].sort((one, other) => one - other));
    expect(host.allFaults()).toEqual([]);
  });

  it('knows steps by any name', async () => {
    const document = {
      steps: {
        start: { kind: 'start' },
        first: { kind: 'transform', expression: '{ "before": $exists(steps.constructor) }' },
        constructor: { kind: 'transform', expression: '{ "was": data.before }' },
        toString: { kind: 'action', action: 'test.keep', input: { was: '=steps.constructor.was' } },
      },
      edges: [
        { from: 'start', to: 'first' },
        { from: 'first', to: 'constructor' },
        { from: 'constructor', to: 'toString' },
      ],
    };
    const seen: unknown[] = [];
    const { state } = await once(document, { keep: (input) => void seen.push(input) });
    expect([state, seen]).toEqual(['completed', [{ was: false }]]);
  });

  it.each([
    ['an output', () => ({ n: 1 }), 'data.n = 1'],
    ['a route', () => route(['write'], { n: 1 }), 'data.n = 1'],
    ['a page', () => page([{ n: 1 }]), 'data.n = 1'],
  ])(
    'goes on from %s of an action that succeeded before the way on from it failed, and does not call it again',
    async (...given) => {
      const [, list, holds] = given;
      const steps = {
        start: { kind: 'start' },
        list: { kind: 'action', action: 'test.list', input: { of: '=data' } },
        write: { kind: 'action', action: 'test.write' },
      };
      const between = (when: string) => ({
        steps,
        edges: [
          { from: 'start', to: 'list' },
          { from: 'list', to: 'write', when },
        ],
      });
      const calls: string[] = [];
      const actions = {
        list: () => {
          calls.push('list');
          return list();
        },
        write: (input: unknown) => void calls.push(JSON.stringify(input)),
      };
      const store = await open();
      const before = await startEngine(between('$error("not yet")'), actions, store);
      const id = await before.run({});
      expect(await before.end(id)).toMatchObject({ state: 'failed' });
      const ofRun = () => before.database.selectFrom('messages').selectAll().where('run', '=', id);
      const failed = await ofRun().where('state', '=', 'failed').execute();
      expect(failed).toMatchObject([{ step: 'list', error: 'expression_failed', input: '{"of":{}}' }]);
      const replay = () =>
        before.database.transaction().execute((transaction) => before.ledger.replay(transaction, failed, undefined, 'somebody'));
      const state = async () =>
        (await before.database.selectFrom('runs').select('state').where('id', '=', id).executeTakeFirst())?.state;

      // Once more in the same version, which leaves what was kept as it is.
      await replay();
      before.engine.wake();
      await expect.poll(state).toBe('failed');
      await before.stopAll();
      expect(calls).toEqual(['list']);

      const after = await startEngine(between(holds), actions, store);
      await replay();
      after.engine.wake();
      await expect.poll(state).toBe('completed');
      expect(calls).toEqual(['list', '{"n":1}']);
      expect(await ofRun().where('step', '=', 'list').execute()).toMatchObject([{ state: 'done', input: '{"of":{}}' }]);
    },
  );

  it('lets a quick run and another tenant pass a large batch', async () => {
    const document = chain(action('list'), action('each'));
    const host = await startEngine(
      document,
      { list: (count) => page(numbers(Number(count))), each: () => sleep(1) },
      await open(),
      { concurrency: 4 },
    );
    const large = await host.run(2000);
    const left = async () => {
      const run = host.database.selectFrom('runs').select('open').where('tenant', '=', tenant).where('id', '=', large);
      return (await run.executeTakeFirstOrThrow()).open;
    };
    await expect.poll(left).toBeGreaterThan(100);
    await host.end(await host.run(1));
    await host.end(await host.run(1, { as: 'other' }));
    expect(await left()).toBeGreaterThan(0);
  });

  it('lets another tenant pass one whose steps hang', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const host = await startEngine(chain(action('hang')), { hang: (hangs) => hangs && released }, await open(), {
      concurrency: 4,
    });
    const hanging = await Promise.all(Array.from({ length: 20 }, () => host.run(true)));
    await sleep(100);

    expect((await host.end(await host.run(false, { as: 'other' }))).state).toBe('completed');

    release();
    for (const id of hanging) expect((await host.end(id)).state).toBe('completed');
  });

  it('takes all pages of a message before the next one where they are taken one after the other', async () => {
    const calls: string[] = [];
    const list = async (input: unknown, { cursor = '0' }: { readonly cursor?: string | undefined }) => {
      calls.push(`${input}${cursor}`);
      await sleep(10);
      return cursor === '2' ? page([input]) : page([input], String(Number(cursor) + 1));
    };
    const host = await startEngine(chain(action('list', { concurrency: 'sequential' })), { list }, await open());
    const runs: string[] = [];
    for (const name of ['a', 'b', 'c']) runs.push(await host.run(name));

    for (const run of runs) expect((await host.end(run)).state).toBe('completed');

    expect(calls.join(' ')).toMatch(/^(?:(?<name>\w)0 \k<name>1 \k<name>2 ?){3}$/);
  });

  it('lets others of the tenant pass an account that hangs', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    let hanging = 0;
    const document = {
      steps: {
        start: { kind: 'start' },
        hang: { kind: 'action', action: 'slow.hang' },
        other: { kind: 'start' },
        work: { kind: 'action', action: 'test.work' },
      },
      edges: [
        { from: 'start', to: 'hang' },
        { from: 'other', to: 'work' },
      ],
    };
    const hang = () => {
      hanging++;
      return released;
    };
    const place = await open();
    const host = await startEngine(document, { hang, work: () => 'done' }, place, { concurrency: 4 });
    const slow = await Promise.all(Array.from({ length: 40 }, () => host.run({})));
    await expect.poll(() => hanging).toBeGreaterThanOrEqual(3);

    for (let count = 0; count < 10; count++) {
      expect((await host.end(await host.run({}, { start: 'other' }))).state).toBe('completed');
    }

    // Three of four places of each host, and at most three more that were begun before the first were known to be slow.
    expect(hanging).toBeLessThanOrEqual(6 * (place.engines ?? 1));
    release();
    for (const id of slow) expect((await host.end(id)).state).toBe('completed');
    expect(hanging).toBe(40);
  });

  it('knows its own result in the conditions and the keys that follow a step', async () => {
    const document = {
      steps: {
        start: { kind: 'start' },
        order: { kind: 'transform', expression: '{ "total": data.total, "customer": data.customer }' },
        large: { kind: 'action', action: 'test.large', concurrency: 'sequential', key: 'steps.start.id & steps.order.customer' },
      },
      edges: [
        { from: 'start', to: 'order' },
        { from: 'order', to: 'large', when: 'steps.order.total > 100' },
      ],
    };
    const { state, at } = await once(document, { large: () => 'done' }, { id: 'a', total: 500, customer: 'b' });
    expect(state).toBe('completed');
    expect(at('large')).toMatchObject([{ state: 'done', sequence: expect.stringContaining('"ab"') }]);
  });

  it('waits for a service that is away, however few its attempts', async () => {
    let calls = 0;
    const error = { code: 'service_offline', title: 'Away', detail: 'It is away.', do: [], retryable: true };
    const away = { outcome: 'retry', afterMs: 50, error };
    const { state, at } = await once(chain(action('ask', { retry: { attempts: 1 } })), {
      ask: () => (++calls < 4 ? away : 'here'),
    });
    expect([state, calls]).toEqual(['completed', 4]);
    expect(JSON.parse(at('ask')[0]?.attempts ?? '')).toMatchObject([
      { outcome: 'offline', counted: 0 },
      { outcome: 'success', counted: 1 },
    ]);
  });

  it('fails a message whose result cannot be stored, and goes on with the others', async () => {
    const document = chain(action('give'));
    const host = await startEngine(document, { give: (isOdd) => (isOdd ? { amount: 1n } : { amount: 1 }) }, await open());
    const runs = await Promise.all([true, false, true, false].map((isOdd) => host.run(isOdd)));

    const states = await Promise.all(runs.map(async (id) => (await host.end(id)).state));
    expect(states).toEqual(['failed', 'completed', 'failed', 'completed']);
    const errors = await host.database.selectFrom('messages').select('error').where('state', '=', 'failed').execute();
    expect(errors).toEqual([{ error: 'not_storable' }, { error: 'not_storable' }]);
  });

  it('keeps messages in order by a key of any length', async () => {
    const order: unknown[] = [];
    const key = { key: 'data.text' };
    const document = chain(action('list'), action('take', { concurrency: 'sequential', ...key }));
    const text = (number: number) => `${number % 2}${'ě'.repeat(20_000)}`;
    const host = await startEngine(
      document,
      {
        list: () => page(numbers(10).map((number) => ({ number, text: text(number) }))),
        take: async (input) => {
          await sleep(Math.random() * 10);
          order.push(Reflect.get(Object(input), 'number'));
        },
      },
      await open(),
    );

    expect((await host.end(await host.run(1))).state).toBe('completed');
    for (const rest of [0, 1]) {
      const ofKey = order.filter((number) => Number(number) % 2 === rest);
      expect(ofKey).toEqual([...ofKey].sort((one, other) => Number(one) - Number(other)));
    }
    expect(order).toHaveLength(10);
  });

  it('keeps large contents apart, whole', async () => {
    const text = 'x'.repeat(600_000);
    const seen: unknown[] = [];
    const { at } = await once(chain(action('make'), action('take')), {
      make: () => ({ text }),
      take: (input) => void seen.push(input),
    });
    expect(seen).toEqual([{ text }]);
    expect(at('take')[0]?.data).toMatch(/^blob:/);
  });

  it('fails a message whose expression fails, and goes on after a fault of the host', async () => {
    const { state, at } = await once(chain(['bad', { kind: 'transform', expression: '$error("no")' }]), {});
    expect([state, at('bad')[0]?.error]).toEqual(['failed', 'expression_failed']);

    let count = 0;
    const host = await startEngine(
      chain(action('odd')),
      {
        odd: () => {
          if (count++ === 0) throw new Error('A fault nobody meant.');
        },
      },
      await open(),
    );
    expect((await host.end(await host.run({}))).state).toBe('completed');
    expect(host.allFaults()).toMatchObject([{ message: 'A fault nobody meant.' }]);
  });

  it('counts it as an attempt where a message cannot be made ready, and goes on once it can', async () => {
    const host = await startEngine(chain(action('take')), { take: () => null }, await open());
    const lasting = 'blob:that-is-not-there';
    const id = newRunId();
    await host.database.transaction().execute(async (transaction) => {
      const first = { id, parent: null, step: 'start', data: 1, batch: null, position: 0, trail: {}, version: null };
      await host.ledger.open(transaction, { tenant, id, process: 'test', version: 1, start: 'start', startedBy: 'test' }, first);
      await transaction.updateTable('messages').set({ data: lasting }).where('id', '=', id).execute();
    });
    host.engine.wake();
    const message = () => host.database.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const attempts = async () => JSON.parse((await message()).attempts);
    await expect.poll(attempts).toMatchObject([{ outcome: 'fail', error: { code: 'internal' }, counted: 1 }]);
    expect(host.allFaults()).toHaveLength(1);
    await host.database.updateTable('messages').set({ data: '1' }).where('id', '=', id).execute();
    expect((await host.end(id)).state).toBe('completed');
  });
});
