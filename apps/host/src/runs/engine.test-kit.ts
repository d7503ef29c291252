import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readConfiguration } from '../configuration/configuration.ts';
import { DataDirectory } from '../database/data-directory.ts';
import { openDatabase } from '../database/open-database.ts';
import { postgresDatabase } from '../database/postgres-database.test-kit.ts';
import type { Database } from '../database/tables.ts';
import { type EngineFacts, engineOn, type TestActions } from './engine-on.test-kit.ts';

export { tenant } from './engine-on.test-kit.ts';

/** Where an engine keeps its data: SQLite in a folder, or PostgreSQL. */
export interface TestStore {
  readonly databaseUrl?: string;
  /** Engines that {@link startEngine} starts on it. One by default. */
  readonly engines?: number;
  readonly directory: string;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mortise-engine-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

export const stores: readonly { readonly store: string; readonly open: () => Promise<TestStore> }[] = [
  { store: 'SQLite', open: async () => ({ directory: await temporaryFolder() }) },
  {
    store: 'PostgreSQL',
    open: async () => ({ directory: await temporaryFolder(), databaseUrl: await postgresDatabase() }),
  },
];

/** The same, and a database that several hosts share. */
export const storesOfHosts: typeof stores = [
  ...stores,
  {
    store: 'PostgreSQL with three hosts',
    open: async () => ({ directory: await temporaryFolder(), databaseUrl: await postgresDatabase(), engines: 3 }),
  },
];

/** The database of a host, open until the test ends. */
export async function openStore({ databaseUrl, directory }: TestStore): Promise<Database> {
  const configuration = readConfiguration({}, { dataDirectory: directory, databaseUrl });
  let isOpen = true;
  const database = await openDatabase(configuration, await DataDirectory.open(directory), (error) => {
    // A connection may still be closing when its database is dropped.
    if (isOpen) console.error(error.message);
  });
  onTestFinished(() => {
    isOpen = false;
    return database.destroy();
  });
  return database;
}

/**
 * An engine whose actions are functions, until the test ends. Where the store has several, runs are started through each in turn, and
 * the faults are those of all.
 */
export async function startEngine(document: object, actions: TestActions, store: TestStore, facts: EngineFacts = {}) {
  const engines: Awaited<ReturnType<typeof engineOn>>[] = [];
  for (let number = 1; number <= (store.engines ?? 1); number++) {
    const database = await openStore(store);
    const isShared = store.databaseUrl !== undefined;
    const started = await engineOn(database, document, actions, { isShared, holder: `host-${number}`, ...facts });
    onTestFinished(() => started.close());
    engines.push(started);
  }
  const [first] = engines;
  if (!first) throw new Error('A store has one engine at least.');
  let starts = 0;
  const run: typeof first.run = (data, more) => (engines[starts++ % engines.length] ?? first).run(data, more);
  // Whichever of them settles the last message of a run knows that it has ended.
  const end = (id: string) => Promise.race(engines.map((each) => each.end(id)));
  const stopAll = async () => {
    for (const each of engines) await each.engine.stop(1000);
  };
  return { ...first, run, end, stopAll, allFaults: () => engines.flatMap(({ faults }) => faults) };
}
