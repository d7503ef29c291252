import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openStore, startEngine, stores } from './engine.test-kit.ts';
import { newRunId } from './message.ts';

const program = join(import.meta.dirname, 'killed.fixture.ts');
const inFlight = 16;
const items = 500;
const beyondLeaseMs = 12_000;

it('Three hosts lose nothing and overwrite nothing where one is stopped for longer than its lease, and goes on later', async () => {
  const place = await (stores.find(({ store }) => store === 'PostgreSQL') ?? stores[0])?.open();
  if (!place) throw new Error('There is no store.');
  const database = await openStore(place);
  const effects = join(place.directory, 'effects');
  writeFileSync(effects, '');
  const run = newRunId();
  const hosts = [1, 2, 3].map((number) => {
    const facts = JSON.stringify({ ...place, effects, run, holder: `host-${number}` });
    const child = spawn(process.execPath, ['--conditions=@mortise/source', '--no-warnings', program, facts], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    onTestFinished(async () => {
      if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
    });
    return child;
  });
  const lines = () => readFileSync(effects, 'utf8').trim().split('\n').filter(Boolean);
  const [first] = hosts;
  const holdsSome = () =>
    database.selectFrom('queue').select('number').where('holder', '=', 'host-1').where('state', '=', 'taken').limit(1).execute();
  // In the middle of its work, with messages in its hands.
  await expect.poll(async () => (await holdsSome()).length, { timeout: 30_000, interval: 5 }).toBe(1);
  first?.kill('SIGSTOP');
  const stoppedAt = performance.now();
  const state = async () => (await database.selectFrom('runs').select('state').where('id', '=', run).executeTakeFirst())?.state;
  await expect.poll(state, { timeout: 40_000 }).toBe('completed');
  const rows = () => database.selectFrom('messages').selectAll().where('run', '=', run).orderBy('id').execute();
  const before = await rows();
  await sleep(Math.max(0, beyondLeaseMs - (performance.now() - stoppedAt)));
  first?.kill('SIGCONT');
  await sleep(1500);
  expect(await rows()).toEqual(before);
  expect(await database.selectFrom('queue').selectAll().execute()).toEqual([]);

  const done = lines().map((line): [string, string, unknown] => JSON.parse(line));
  for (const step of ['one', 'two', 'three']) {
    const ofStep = done.filter(([name]) => name === step);
    expect(new Set(ofStep.map(([, , item]) => item)).size).toBe(items);
    expect(new Set(ofStep.map(([, key]) => key)).size).toBe(items);
  }
  expect(new Set(done.filter(([step]) => step === 'end').map(([, key]) => key)).size).toBe(1);
  expect(done.length - (3 * items + 1)).toBeLessThanOrEqual(inFlight);
}, 90_000);

it.each(stores)(
  'A step that takes longer than a lease is done once on $store',
  async ({ open }) => {
    let calls = 0;
    const document = {
      steps: { start: { kind: 'start' }, slow: { kind: 'action', action: 'test.slow' } },
      edges: [{ from: 'start', to: 'slow' }],
    };
    const slow = async () => {
      calls++;
      await sleep(beyondLeaseMs);
    };
    const host = await startEngine(document, { slow }, await open());
    expect((await host.end(await host.run({}))).state).toBe('completed');
    expect(calls).toBe(1);
  },
  30_000,
);
