import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What Orchesty platforms have installed. */
export const createOrchestyTables: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createTable('orchesty_installs')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('application', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('enabled', 'integer', (column) => column.notNull())
      .addColumn('data_key', 'text', (column) => column.notNull())
      .addColumn('draft', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('orchesty_installs_key', ['tenant', 'id'])
      .addUniqueConstraint('orchesty_installs_name', ['tenant', 'application', 'name'])
      .execute();
  },
};
