import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The services that were approved. */
export const createServiceTable: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable('services')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('offers', 'text', (column) => column.notNull())
      .addColumn('grants', 'text', (column) => column.notNull())
      .addColumn('changes', 'text')
      .addColumn('sdk', 'text', (column) => column.notNull())
      .addColumn('approved_by', 'text', (column) => column.notNull())
      .addColumn('approved_at', 'text', (column) => column.notNull())
      .addColumn('seen_at', 'text', (column) => column.notNull())
      .execute();
    await database.schema.createIndex('services_of_tenant').on('services').columns(['tenant', 'name']).execute();
  },
};

/** What they offered before: processes may have been published against it. */
export const addPastContracts: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema.alterTable('services').addColumn('past', 'text').execute();
  },
};
