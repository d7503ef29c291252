import { Kysely } from 'kysely';
import type { Configuration } from '../configuration/configuration.ts';
import type { DataDirectory } from './data-directory.ts';
import { migrate } from './migrations.ts';
import { postgresDialect } from './postgres.ts';
import { sqliteDialect } from './sqlite.ts';
import type { Database, Tables } from './tables.ts';

/** PostgreSQL where an address is given, else a file in the data directory; with the tables of this version in either case. */
export async function openDatabase(
  { databaseUrl }: Configuration,
  directory: DataDirectory,
  onIdleError: (error: Error) => void,
): Promise<Database> {
  const dialect =
    databaseUrl === undefined ? sqliteDialect(directory.file('mortise.db')) : await postgresDialect(databaseUrl, onIdleError);
  const database: Database = new Kysely<Tables>({ dialect });
  try {
    await migrate(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return database;
}
