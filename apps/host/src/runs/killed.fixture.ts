// A host that is killed and started again: killed.test.ts runs it as a program of its own.
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { page } from '@mortise/sdk';
import { z } from 'zod';
import { readConfiguration } from '../configuration/configuration.ts';
import { DataDirectory } from '../database/data-directory.ts';
import { openDatabase } from '../database/open-database.ts';
import { engineOn } from './engine-on.test-kit.ts';

const { directory, databaseUrl, effects, run, holder, pages } = z
  .object({
    directory: z.string(),
    databaseUrl: z.string().optional(),
    effects: z.string(),
    run: z.string(),
    holder: z.string(),
    pages: z.int().default(10),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));
const configuration = readConfiguration({}, { dataDirectory: directory, databaseUrl });
const database = await openDatabase(configuration, await DataDirectory.open(directory), (error) => console.error(error));
const document = {
  steps: {
    start: { kind: 'start' },
    list: { kind: 'action', action: 'test.list' },
    one: { kind: 'action', action: 'test.one' },
    two: { kind: 'action', action: 'test.two' },
    three: { kind: 'action', action: 'test.three' },
    all: { kind: 'collect' },
    end: { kind: 'action', action: 'test.end' },
  },
  edges: [
    { from: 'start', to: 'list' },
    { from: 'list', to: 'one' },
    { from: 'one', to: 'two' },
    { from: 'two', to: 'three' },
    { from: 'three', to: 'all' },
    { from: 'all', to: 'end' },
  ],
};
/** What happened in the world: one line that is there as soon as the call is over. */
const effect =
  (step: string) =>
  async (input: unknown, { idempotencyKey }: { readonly idempotencyKey?: string | undefined }) => {
    appendFileSync(effects, `${JSON.stringify([step, idempotencyKey, input])}\n`);
    await sleep(1);
    return input;
  };
const perPage = 50;
const engine = await engineOn(
  database,
  document,
  {
    list: (_input, { cursor }) => {
      const number = Number(cursor ?? 0);
      const items = Array.from({ length: perPage }, (_, index) => number * perPage + index);
      return number + 1 < pages ? page(items, String(number + 1)) : page(items);
    },
    one: effect('one'),
    two: effect('two'),
    three: effect('three'),
    end: effect('end'),
  },
  { holder, isShared: databaseUrl !== undefined },
);
const known = await database.selectFrom('runs').select('state').where('id', '=', run).executeTakeFirst();
if (!known) await engine.run({}, { id: run });
if (known?.state !== 'completed') await engine.end(run);
await engine.close();
await database.destroy();
