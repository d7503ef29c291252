import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoHost, startDemoHost } from '../demo-host.test-kit.ts';
import { mortise, schemaProblems } from '../mortise.test-kit.ts';

/** One host for all of them. */
let demo: DemoHost;
beforeAll(async () => {
  demo = await startDemoHost();
  await demo.connect('demo');
  const file = join(demo.project, 'get-order.process.json');
  await writeFile(file, JSON.stringify(document));
  await run('process', 'push', file, '--publish');
}, 60_000);
afterAll(() => demo[Symbol.asyncDispose]());

const document = {
  title: 'Get one order',
  steps: {
    begin: { kind: 'start' },
    fetch: { kind: 'action', action: 'demo-shop.get-order', connection: 'demo', input: { orderId: '=data.orderId' } },
  },
  edges: [{ from: 'begin', to: 'fetch' }],
};

const run = (...parameters: readonly string[]) => mortise(parameters, { cwd: demo.project });

async function data(schema: string, ...parameters: readonly string[]) {
  const { stdout } = await run(...parameters, '--json');
  expect(schemaProblems(schema, stdout)).toBeUndefined();
  return JSON.parse(stdout).data;
}

/** Runs the process to its end; gives the id of the run. */
async function start(orderId: string): Promise<string> {
  const { stdout } = await run('process', 'run', 'get-order', '--input', JSON.stringify({ orderId }), '--wait', '--json');
  return JSON.parse(stdout).data.run.id;
}

describe('mortise runs', { timeout: 120_000 }, () => {
  it('lists runs, and shows what came of each step', async () => {
    const id = await start('ord_0001');
    const { stdout } = await run('runs', 'list', '--process', 'get-order', '--since', '1h');
    expect(stdout).toMatch(new RegExp(`^STATE .*PROCESS .*\n(?:.*\n)*completed +get-order +v1 .*${id}`));
    await data('runs-list', 'runs', 'list', '--limit', '1');

    const shown = await run('runs', 'show', id);
    expect(shown.stdout).toMatch(/^get-order v1, completed, started .* by administrator, took /);
    expect(shown.stdout).toMatch(/fetch +1 done +1 +\{"id":"ord_0001"/);
    await data('runs-show', 'runs', 'show', id);
    expect((await run('runs', 'list', '--state', 'cancelled')).stdout).toBe('There is no such run.\n');
  });

  it('says so where a run is over, or not there', async () => {
    const id = await start('ord_0001');
    const over = await run('runs', 'cancel', id);
    expect([over.exitCode, over.stderr]).toEqual([1, expect.stringContaining('has ended')]);
    expect((await run('runs', 'show', 'nothing')).exitCode).toBe(4);
    expect((await run('runs', 'list', '--since', 'soon')).exitCode).toBe(2);
  });
});

describe('mortise failed', { timeout: 120_000 }, () => {
  it('shows what failed, mends it, and replays it', async () => {
    const id = await start('no-such-order');
    const listed = await run('failed', 'list', '--run', id);
    expect(listed.stdout).toMatch(/get-order +fetch +\S+ +api_rejected: /);
    const { items } = await data('failed-list', 'failed', 'list', '--run', id);
    const [message] = items;
    const shown = await run('failed', 'show', message.id);
    expect(shown.stdout).toContain('data   {"orderId":"no-such-order"}');
    await data('failed-show', 'failed', 'show', message.id);
    expect((await run('failed', 'list', '--causes')).stdout).toMatch(/1 +get-order +fetch +api_rejected/);
    await data('failed-causes', 'failed', 'list', '--causes');
    expect((await run('failed', 'list', '--causes', '--code', 'another')).stdout).toBe('Nothing has failed.\n');
    expect((await run('failed', 'list', '--causes', '--run', id)).exitCode).toBe(2);

    const edited = await run('failed', 'edit', message.id, '--data', '{"orderId":"ord_0002"}', '--replay');
    expect([edited.stdout, edited.stderr]).toEqual(['Changed, and replayed.\n', `next  mortise runs show ${id}\n`]);
    await expect
      .poll(async () => (await run('runs', 'show', id)).stdout, { timeout: 20_000 })
      .toContain('get-order v1, completed');
  });

  it('replays and discards all of a kind, once that is confirmed', async () => {
    for (const each of ['one', 'two', 'three']) await start(`no-order-${each}`);
    const unsure = await run('failed', 'replay', '--process', 'get-order');
    expect([unsure.exitCode, unsure.stderr]).toEqual([
      2,
      expect.stringContaining('mortise failed replay --process get-order --yes'),
    ]);

    const { job } = await data(
      'failed-replay-all',
      'failed',
      'replay',
      '--process',
      'get-order',
      '--code',
      'api_rejected',
      '--yes',
    );
    expect(job).toMatchObject({ state: 'done', done: 3, total: 3 });
    const failures = async () => (await data('failed-list', 'failed', 'list', '--process', 'get-order')).items;
    await expect.poll(async () => (await failures()).length, { timeout: 20_000 }).toBe(3);

    const [first] = await failures();
    const both = await run('failed', 'discard', first.id, '--step', 'fetch', '--reason', 'Which of them?');
    expect(both.exitCode).toBe(2);
    await data('failed-discard', 'failed', 'discard', first.id, '--reason', 'A test order');
    expect((await run('failed', 'replay', first.id)).exitCode).toBe(4);
    const discarded = await run('failed', 'discard', '--step', 'fetch', '--reason', 'Test orders', '--yes');
    expect(discarded.stdout).toBe('Discarded 2 of 2.\n');
    expect((await run('failed', 'list')).stdout).toBe('Nothing has failed.\n');
  });
});
