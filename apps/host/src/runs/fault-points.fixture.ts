// A host that ends itself, at a point of its work: fault-points.test.ts runs it as a program of its own.
import { appendFileSync } from 'node:fs';
import { fail, page, retry } from '@mortise/sdk';
import type { KyselyPlugin } from 'kysely';
import { z } from 'zod';
import { readConfiguration } from '../configuration/configuration.ts';
import { DataDirectory } from '../database/data-directory.ts';
import { openDatabase } from '../database/open-database.ts';
import type { Database } from '../database/tables.ts';
import { engineOn } from './engine-on.test-kit.ts';
import { type FaultPoint, faultPoints, items } from './fault-points.test-kit.ts';

const facts = z
  .object({
    directory: z.string(),
    databaseUrl: z.string().optional(),
    effects: z.string(),
    run: z.string(),
    holder: z.string(),
    point: z.enum(faultPoints).optional(),
    /** How often the point is passed before. */
    passes: z.int(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));
const { directory, databaseUrl, effects, run, holder, point } = facts;

/** The statement in front of which each of them is. */
const statements: Readonly<Record<FaultPoint, (text: string, parameters: readonly unknown[]) => boolean>> = {
  'effect done, nothing recorded': (text) => text.includes('DELETE FROM queue'),
  'recorded, followers not inserted': (text) => text.startsWith('insert into "messages"') && text.includes('do nothing'),
  'followers inserted, none in the queue': (text) => text.startsWith('insert into "queue"'),
  'retry being scheduled': (text, parameters) => text.startsWith('update "queue"') && parameters.includes('delayed'),
  'failed message being moved': (text) => text.includes('failed = failed + 1'),
  'all committed, nobody told': (text) => text.startsWith('UPDATE queue') && text.includes('lease_until <'),
};

function endAt(database: Database, isThere: (text: string, parameters: readonly unknown[]) => boolean): KyselyPlugin {
  const executor = database.getExecutor();
  let left = facts.passes;
  return {
    transformQuery({ node, queryId }) {
      const { sql, parameters } = executor.compileQuery(node, queryId);
      if (isThere(sql.trim(), parameters) && left-- === 0) process.kill(process.pid, 'SIGKILL');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

const configuration = readConfiguration({}, { dataDirectory: directory, databaseUrl });
const opened = await openDatabase(configuration, await DataDirectory.open(directory), (error) => console.error(error));
const database = point ? opened.withPlugin(endAt(opened, statements[point])) : opened;
const action = (name: string) => ({
  kind: 'action',
  action: `test.${name}`,
  // Each life forgets which of them it has tried.
  retry: { attempts: 20, firstDelaySeconds: 0.01, longestDelaySeconds: 0.02 },
});
const document = {
  steps: { start: { kind: 'start' }, list: action('list'), one: action('one'), two: action('two') },
  edges: [
    { from: 'start', to: 'list' },
    { from: 'list', to: 'one' },
    { from: 'one', to: 'two' },
  ],
};
const tried = new Set<unknown>();
/** What happened in the world: one line that is there as soon as the call is over. */
const note = (step: string, key: string | undefined, input: unknown) =>
  appendFileSync(effects, `${JSON.stringify([step, key, input])}\n`);
const engine = await engineOn(
  database,
  document,
  {
    list: () => page(Array.from({ length: items }, (_, index) => index)),
    one: (input, { idempotencyKey }) => {
      const number = Number(input);
      if (number % 10 === 3) return fail('Never.');
      if (number % 3 === 0 && !tried.has(number)) {
        tried.add(number);
        return retry('Not yet.');
      }
      note('one', idempotencyKey, input);
      return input;
    },
    two: (input, { idempotencyKey }) => note('two', idempotencyKey, input),
  },
  { holder, isShared: databaseUrl !== undefined, concurrency: 4 },
);
const state = () => opened.selectFrom('runs').select('state').where('id', '=', run).executeTakeFirst();
const known = await state();
if (!known) await engine.run({}, { id: run });
if (known?.state !== 'failed') await engine.end(run);
await engine.close();
await opened.destroy();
