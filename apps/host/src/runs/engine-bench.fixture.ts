// A host that is measured: bench/processes.ts runs it as a program of its own, one for each host.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readConfiguration } from '../configuration/configuration.ts';
import { DataDirectory } from '../database/data-directory.ts';
import { openDatabase } from '../database/open-database.ts';
import { engineOn, tenant } from './engine-on.test-kit.ts';
import { untouched } from './message.test-kit.ts';
import { newRunId } from './message.ts';

const { directory, databaseUrl, holder, isAlone } = z
  .object({ directory: z.string(), databaseUrl: z.string().optional(), holder: z.string(), isAlone: z.boolean() })
  .parse(JSON.parse(process.argv[2] ?? ''));
const Order = z.object({ work: z.enum(['floor', 'runs', 'single']), amount: z.int() });

const configuration = readConfiguration({}, { dataDirectory: directory, databaseUrl });
const database = await openDatabase(configuration, await DataDirectory.open(directory), (error) => console.error(error));
const names = ['one', 'two', 'three'];
const document = {
  steps: {
    start: { kind: 'start' },
    ...Object.fromEntries(names.map((name) => [name, { kind: 'action', action: 'test.pass' }])),
  },
  edges: ['start', ...names].slice(0, -1).map((from, index) => ({ from, to: names[index] })),
};
const data = { order: 'ord_0001', total: 1200 };
const engine = await engineOn(database, document, { pass: (input) => input }, { holder, isShared: databaseUrl !== undefined });
const atOnce = 100;

/** The least that a step needs: its message leaves the queue and is recorded, and its follower is there and waits. */
async function floor(amount: number): Promise<void> {
  const content = JSON.stringify(data);
  const now = new Date().toISOString();
  const facts = {
    tenant,
    run: `floor-${holder}`,
    process: 'floor',
    step: 'floor',
    position: 0,
    trail: '{}',
    attempts: '[]',
    data: content,
  };
  const message = (id: string) => ({ ...facts, id, number: 0, state: 'waiting', created_at: now });
  const entry = (id: string) => ({ tenant, message: id, state: 'floor', turn: 0, available_at: now, fence: 0, lost: 0 });
  let id = newRunId();
  const add = async (on: typeof database, next: string) => {
    await on
      .insertInto('messages')
      .values({ ...message(next), ...untouched })
      .execute();
    await on
      .insertInto('queue')
      .values({ ...entry(next), sequence: null, holder: null, lease_until: null, budget: null })
      .execute();
  };
  await add(database, id);
  for (let done = 0; done < amount; done++) {
    const next = newRunId();
    await database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('queue').where('message', '=', id).execute();
      await transaction
        .updateTable('messages')
        .set({ state: 'done', ended_at: now, attempts: content })
        .where('id', '=', id)
        .execute();
      await add(transaction, next);
    });
    id = next;
  }
  await database.deleteFrom('queue').where('message', '=', id).execute();
}

const isRunning = async () =>
  (await database.selectFrom('runs').select('id').where('tenant', '=', tenant).where('state', '=', 'running').limit(1).execute())
    .length > 0;

async function runs(amount: number): Promise<void> {
  for (let started = 0; started < amount; started += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, amount - started) }, () => engine.run(data)));
  }
  // Another host may have ended the last of them.
  while (await isRunning()) await sleep(5);
}

async function single(amount: number): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < amount; run++) {
    const startedAt = performance.now();
    const id = await engine.run(data);
    // Whoever is alone is told at once; another host may be told instead.
    await (isAlone ? engine.end(id) : ended(id));
    times.push(performance.now() - startedAt);
  }
  return times;
}

async function ended(id: string): Promise<void> {
  const state = () => database.selectFrom('runs').select('state').where('id', '=', id).executeTakeFirst();
  while ((await state())?.state === 'running') await sleep(2);
}

async function follow(order: unknown): Promise<void> {
  const { work, amount } = Order.parse(order);
  const startedAt = performance.now();
  const times = work === 'single' ? await single(amount) : await (work === 'floor' ? floor : runs)(amount);
  process.send?.({ durationMs: performance.now() - startedAt, times: times ?? [] });
}

async function end(): Promise<void> {
  await engine.close();
  await database.destroy();
}

process.on('message', (order) => void follow(order));
process.once('disconnect', () => void end());
process.send?.('ready');
