import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './tables.ts';

/** In the order of their names; what has been released is never changed again. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-connections': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('host_facts')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute();
      await database.schema
        .createTable('connections')
        .addColumn('tenant', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('application', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('settings', 'text', (column) => column.notNull())
        .addColumn('credentials', 'text', (column) => column.notNull())
        .addColumn('secrets', 'text', (column) => column.notNull())
        .addColumn('tokens', 'text')
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('test', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('updated_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('connections_key', ['tenant', 'id'])
        .addUniqueConstraint('connections_name', ['tenant', 'application', 'name'])
        .execute();
    },
  },
};

export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error('The database could not be brought to the version of this host.', { cause: error });
}
