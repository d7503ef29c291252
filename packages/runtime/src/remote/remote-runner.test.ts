import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '@mortise/sdk';
import { ExpressionEvaluator } from '@mortise/sdk/expressions';
import { Manifest } from '@mortise/sdk/manifest';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import type { HostFrame } from '../runners/protocol.ts';
import type { Invocation } from '../runners/runner.ts';
import { quiet } from '../runners/runners.test-kit.ts';
import { RemoteInstance } from './remote-instance.ts';
import { RemoteRunner } from './remote-runner.ts';

const evaluator = new ExpressionEvaluator();
afterAll(() => evaluator.close());

const form = { type: 'object', properties: {}, required: [] };
const manifest = Manifest.parse({
  manifestVersion: 1,
  sdk: '^1.0.0',
  application: {
    name: 'shop',
    title: 'Shop',
    description: 'A fixture.',
    categories: [],
    authentication: 'none',
    hosts: [],
    settings: form,
    credentials: form,
  },
  actions: [
    { name: 'work', kind: 'custom', title: 'Work', input: {}, output: {} },
    { name: 'once', kind: 'custom', title: 'Once', input: {}, output: {}, repeatable: false },
  ],
});
const plugin: PluginPackage = {
  name: 'shop',
  version: '1.0.0',
  directory: '',
  entry: '',
  revision: 'service:shop',
  manifest,
  offer: { service: 'shop', tenant: 'default' },
};

type Call = Extract<HostFrame, { type: 'call' }>;

/** An instance whose test answers its calls. */
function instance({ concurrency = 2, actions = ['work', 'once'], input = {} } = {}) {
  const frames: HostFrame[] = [];
  const remote = new RemoteInstance({
    service: 'shop',
    offers: [
      {
        ...manifest,
        actions: manifest.actions.filter(({ name }) => actions.includes(name)).map((action) => ({ ...action, input })),
      },
    ],
    concurrency,
    evaluator,
    send: (frame) => void frames.push(frame),
    log: () => undefined,
  });
  const calls = () => frames.filter((frame): frame is Call => frame.type === 'call');
  const answer = (index: number, output: unknown = 'done') =>
    remote.receive({ type: 'result', id: calls()[index]?.id, outcome: { outcome: 'success', output } });
  return { remote, frames, calls, answer };
}

function run(
  runner: RemoteRunner,
  { timeoutMs = 1000, ...rest }: Partial<Invocation> & { timeoutMs?: number } = {},
): Promise<Outcome> {
  const deadlineAt = performance.now() + timeoutMs;
  return runner.run(plugin, { action: 'work', input: {}, settings: {}, idempotencyKey: 'key', deadlineAt, ...rest }, quiet);
}

describe('RemoteRunner', () => {
  it('gives each call to the least busy instance, and none more than it takes', async () => {
    const runner = new RemoteRunner();
    const [small, large] = [instance({ concurrency: 1 }), instance({ concurrency: 3 })];
    runner.attach('shop', small.remote);
    runner.attach('shop', large.remote);
    const results = Array.from({ length: 6 }, () => run(runner));
    await sleep(5);
    expect([small.calls().length, large.calls().length]).toEqual([1, 3]);

    large.answer(0);
    small.answer(0);
    await sleep(5);
    expect([small.calls().length, large.calls().length]).toEqual([2, 4]);
    for (const index of [1, 2, 3]) large.answer(index);
    small.answer(1);
    expect(await Promise.all(results)).toEqual(results.map(() => ({ outcome: 'success', output: 'done' })));
  });

  it('tries a call again on another instance where its own is lost', async () => {
    const runner = new RemoteRunner();
    const [first, second] = [instance(), instance()];
    runner.attach('shop', first.remote);
    const result = run(runner);
    await sleep(5);
    first.remote.end('it was killed');
    await sleep(5);
    runner.attach('shop', second.remote);
    await sleep(5);
    expect(second.calls()).toMatchObject([{ action: 'work', idempotencyKey: 'key' }]);
    second.answer(0, 'on the second');
    expect(await result).toEqual({ outcome: 'success', output: 'on the second' });
  });

  it('does not try again what its action forbids', async () => {
    const runner = new RemoteRunner();
    const [first, second] = [instance({ concurrency: 1 }), instance({ concurrency: 1 })];
    runner.attach('shop', first.remote);
    const result = run(runner, { action: 'once' });
    await sleep(5);
    runner.attach('shop', second.remote);
    first.remote.end('it was killed');
    expect(await result).toMatchObject({ outcome: 'fail', error: { code: 'instance_lost', retryable: false } });
    expect(second.calls()).toEqual([]);
  });

  it.each([
    ['its deadline passes', () => ({ timeoutMs: 30 }), 'timeout'],
    ['it is cancelled', () => ({ signal: AbortSignal.timeout(30) }), 'cancelled'],
  ])('does not let be repeated what its action forbids, once it has begun, where %s', async (_what, limits, code) => {
    const runner = new RemoteRunner();
    const shop = instance();
    runner.attach('shop', shop.remote);
    expect(await run(runner, { action: 'once', ...limits() })).toMatchObject({
      outcome: 'fail',
      error: { code, retryable: false, detail: expect.stringContaining('may have been done') },
    });
    expect(shop.calls()).toHaveLength(1);
  });

  it('lets be repeated what never began, though its action forbids to do it twice', async () => {
    const runner = new RemoteRunner();
    const busy = instance({ concurrency: 1 });
    runner.attach('shop', busy.remote);
    const first = run(runner);
    expect(await run(runner, { action: 'once', timeoutMs: 30 })).toMatchObject({ outcome: 'retry', error: { code: 'timeout' } });
    busy.answer(0);
    await first;
  });

  it('gives a call that ends whoever takes it to three instances at most', async () => {
    const runner = new RemoteRunner();
    const fleet = Array.from({ length: 5 }, () => instance({ concurrency: 1 }));
    for (const { remote } of fleet) runner.attach('shop', remote);
    const result = run(runner);
    for (let number = 0; number < 5; number++) {
      await sleep(5);
      for (const { remote, calls } of fleet) if (calls().length > 0) remote.end('it was killed');
    }
    expect(await result).toMatchObject({ outcome: 'fail', error: { code: 'instance_lost', retryable: false } });
    expect(fleet.filter(({ calls }) => calls().length > 0)).toHaveLength(3);
  });

  it('gives an instance that is about to leave no more calls, and waits for those that it has', async () => {
    const runner = new RemoteRunner();
    const [leaving, staying] = [instance({ concurrency: 5 }), instance({ concurrency: 1 })];
    runner.attach('shop', leaving.remote);
    const [first, second] = [run(runner, { action: 'once' }), run(runner)];
    await sleep(5);
    const drained = vi.fn(() => leaving.remote.end('it was stopped'));
    leaving.remote.drain(drained);
    await sleep(5);
    const third = run(runner);
    await sleep(5);
    runner.attach('shop', staying.remote);
    await sleep(5);
    staying.answer(0, 'on another');
    leaving.answer(0);
    expect(drained).not.toHaveBeenCalled();
    leaving.answer(1);
    expect(drained).toHaveBeenCalledOnce();
    expect(await Promise.all([first, second, third])).toMatchObject([
      { outcome: 'success', output: 'done' },
      { outcome: 'success', output: 'done' },
      { outcome: 'success', output: 'on another' },
    ]);
    expect(leaving.calls()).toHaveLength(2);
  });

  it('says at once that a service is offline which was not there just before', async () => {
    const startedAt = performance.now();
    expect(await run(new RemoteRunner())).toMatchObject({ outcome: 'retry', error: { code: 'service_offline' } });
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  it('gives a call only to an instance that offers its action', async () => {
    const runner = new RemoteRunner();
    const [old, current] = [instance({ actions: ['once'] }), instance({ actions: ['work'] })];
    runner.attach('shop', old.remote);
    runner.attach('shop', current.remote);
    const result = run(runner);
    await sleep(5);
    current.answer(0);
    expect(await result).toMatchObject({ outcome: 'success' });
    expect(old.calls()).toEqual([]);
  });

  it('gives a call to no instance with another contract while one with the contract of the caller is connected', async () => {
    const runner = new RemoteRunner();
    const [newer, older] = [instance({ input: { required: ['amount'] } }), instance({ concurrency: 1 })];
    runner.attach('shop', newer.remote);
    runner.attach('shop', older.remote);
    const [first, second] = [run(runner), run(runner)];
    await sleep(5);
    older.answer(0);
    await sleep(5);
    expect([newer.calls(), older.calls()]).toMatchObject([[], [{}, {}]]);

    const third = run(runner);
    older.remote.drain(() => older.remote.end('it was stopped'));
    await sleep(5);
    newer.answer(0, 'by another version');
    older.answer(1);
    expect(await Promise.all([first, second, third])).toMatchObject([
      { output: 'done' },
      { output: 'done' },
      { output: 'by another version' },
    ]);
  });

  it('lets go of those who wait when they give up, and of nobody else', async () => {
    const runner = new RemoteRunner();
    const busy = instance({ concurrency: 1 });
    runner.attach('shop', busy.remote);
    const first = run(runner);
    const giveUp = new AbortController();
    const [cancelled, late, patient] = [run(runner, { signal: giveUp.signal }), run(runner, { timeoutMs: 30 }), run(runner)];
    giveUp.abort();
    expect(await cancelled).toMatchObject({ outcome: 'fail', error: { code: 'cancelled' } });
    expect(await late).toMatchObject({ outcome: 'retry', error: { code: 'timeout' } });
    busy.answer(0);
    await sleep(5);
    busy.answer(1);
    expect(await Promise.all([first, patient])).toMatchObject([{ outcome: 'success' }, { outcome: 'success' }]);
  });

  it('tells an instance that nobody waits for a call any more', async () => {
    const runner = new RemoteRunner();
    const shop = instance();
    runner.attach('shop', shop.remote);
    expect(await run(runner, { timeoutMs: 20 })).toMatchObject({ error: { code: 'timeout' } });
    expect(shop.frames.at(-1)).toEqual({ type: 'cancel', id: shop.calls()[0]?.id });
  });

  it('passes over what a newer service says, and fails only the call whose result does not fit', async () => {
    const runner = new RemoteRunner();
    const shop = instance();
    runner.attach('shop', shop.remote);
    const [broken, fine] = [run(runner), run(runner)];
    await sleep(5);
    shop.remote.receive({ type: 'from-the-future', anything: true });
    shop.remote.receive({ type: 'result', id: shop.calls()[0]?.id, outcome: { outcome: 'odd' } });
    shop.answer(1);
    expect(await broken).toMatchObject({ outcome: 'fail', error: { code: 'action_failed' } });
    expect(await fine).toMatchObject({ outcome: 'success' });
  });
});
