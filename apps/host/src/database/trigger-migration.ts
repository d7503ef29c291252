import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What starts runs by itself: schedules, polls and webhooks. */
export const createTriggerTables: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createTable('triggers')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('process', 'text', (column) => column.notNull())
      .addColumn('step', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('facts', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('due_at', 'text')
      .addColumn('held_until', 'text')
      .addColumn('fence', 'integer', (column) => column.notNull())
      .addColumn('failures', 'integer', (column) => column.notNull())
      .addColumn('problem', 'text')
      .addColumn('last_at', 'text')
      .addColumn('cursor', 'text')
      .addUniqueConstraint('triggers_step', ['tenant', 'process', 'step', 'kind'])
      .execute();
    await schema.createIndex('triggers_due').on('triggers').column('due_at').where('due_at', 'is not', null).execute();
    await schema
      .createTable('followed_processes')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('process', 'text', (column) => column.notNull())
      .addColumn('version', 'integer')
      .addColumn('state', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('followed_processes_key', ['tenant', 'process'])
      .execute();
    await schema
      .createTable('webhooks')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('token_hash', 'text', (column) => column.notNull().unique())
      .addColumn('data_key', 'text', (column) => column.notNull())
      .addColumn('secrets', 'text', (column) => column.notNull())
      .addColumn('has_secret', 'integer', (column) => column.notNull())
      .addColumn('subscription', 'text')
      .addColumn('last_call', 'text')
      .execute();
    await schema
      .createTable('webhook_deliveries')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('webhook', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('delivery_id', 'text', (column) => column.notNull())
      .addColumn('body_hash', 'text', (column) => column.notNull())
      .addColumn('payload', 'text', (column) => column.notNull())
      .addColumn('runs', 'text', (column) => column.notNull())
      .addColumn('other_bodies', 'integer', (column) => column.notNull())
      .addColumn('received_at', 'text', (column) => column.notNull())
      .addUniqueConstraint('webhook_deliveries_key', ['webhook', 'key'])
      .execute();
    await schema.createIndex('webhook_deliveries_of_webhook').on('webhook_deliveries').columns(['webhook', 'id']).execute();
    await schema.createIndex('webhook_deliveries_age').on('webhook_deliveries').column('received_at').execute();
  },
};

export const createWebhookEventTable: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createTable('webhook_events')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('webhook', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('received_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('webhook_events_key', ['webhook', 'key'])
      .execute();
    await schema.createIndex('webhook_events_age').on('webhook_events').column('received_at').execute();
  },
};
