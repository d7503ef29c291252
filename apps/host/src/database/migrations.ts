import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { defaultTenant } from '../security/identity.ts';
import { addPastContracts, createServiceTable } from '../services/service-migration.ts';
import { createOrchestyTables } from './orchesty-migration.ts';
import { createProcessTables, createRunKeyTable } from './process-migration.ts';
import type { Database } from './tables.ts';
import { createTriggerTables, createWebhookEventTable } from './trigger-migration.ts';

/** In the order of their names; what has been released is never changed again. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-host': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('host_facts')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute();
    },
  },
  '0002-connections': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('connections')
        .addColumn('tenant', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('application', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('data_key', 'text', (column) => column.notNull())
        .addColumn('settings', 'text', (column) => column.notNull())
        .addColumn('credentials', 'text', (column) => column.notNull())
        .addColumn('secrets', 'text', (column) => column.notNull())
        .addColumn('limits', 'text')
        .addColumn('tokens', 'text')
        .addColumn('token_version', 'integer', (column) => column.notNull())
        .addColumn('token_expires_at', 'text')
        .addColumn('granted_scope', 'text')
        .addColumn('lease_holder', 'text')
        .addColumn('lease_until', 'text')
        .addColumn('lease_fence', 'integer', (column) => column.notNull())
        .addColumn('sign_in_needed', 'text')
        .addColumn('last_success_at', 'text')
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('login', 'text')
        .addColumn('signed_in_at', 'text')
        .addColumn('test', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('updated_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('connections_key', ['tenant', 'id'])
        .addUniqueConstraint('connections_name', ['tenant', 'application', 'name'])
        .execute();
      await database.schema
        .createTable('oauth_clients')
        .addColumn('tenant', 'text', (column) => column.notNull())
        .addColumn('application', 'text', (column) => column.notNull())
        .addColumn('client_id', 'text', (column) => column.notNull())
        .addColumn('data_key', 'text', (column) => column.notNull())
        .addColumn('client_secret', 'text')
        .addColumn('updated_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('oauth_clients_key', ['tenant', 'application'])
        .execute();
      await database.schema
        .createTable('sign_ins')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('tenant', 'text', (column) => column.notNull())
        .addColumn('connection', 'text', (column) => column.notNull())
        .addColumn('application', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('ticket_hash', 'text', (column) => column.unique())
        .addColumn('state_hash', 'text', (column) => column.unique())
        .addColumn('browser_hash', 'text')
        .addColumn('session_hash', 'text')
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('verifier', 'text')
        .addColumn('redirect_uri', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();
    },
  },
  '0003-tenants': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('tenants')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull().unique())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .execute();
      const now = new Date().toISOString();
      await sql`insert into tenants (id, name, created_at) values (${defaultTenant}, 'Default', ${now})`.execute(database);
      await database.schema
        .createTable('access_tokens')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('tenant', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull().unique())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('scopes', 'text')
        .addColumn('created_by', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text')
        .addColumn('last_used_at', 'text')
        .execute();
      await database.schema
        .createTable('sessions')
        .addColumn('hash', 'text', (column) => column.primaryKey())
        .addColumn('tenant', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('access_token', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();
      await database.schema
        .createTable('audit_entries')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('tenant', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('target', 'text', (column) => column.notNull())
        .addColumn('detail', 'text', (column) => column.notNull())
        .addColumn('correlation_id', 'text')
        .execute();
      await database.schema.createIndex('audit_entries_of_tenant').on('audit_entries').columns(['tenant', 'id']).execute();
    },
  },
  '0004-processes': createProcessTables,
  '0005-triggers': createTriggerTables,
  '0006-orchesty': createOrchestyTables,
  '0007-services': createServiceTable,
  '0008-webhook-events': createWebhookEventTable,
  '0009-run-keys': createRunKeyTable,
  '0010-revocations': {
    async up(database: Kysely<unknown>) {
      await database.schema
        .createTable('revocations')
        .addColumn('tenant', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('token_version', 'integer', (column) => column.notNull())
        .addColumn('application', 'text', (column) => column.notNull())
        .addColumn('data_key', 'text', (column) => column.notNull())
        .addColumn('connection', 'text', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('due_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('revocations_key', ['tenant', 'id', 'token_version'])
        .execute();
    },
  },
  '0011-past-contracts': addPastContracts,
};

/** Throws where the database was made by another line of versions, such as one from before the first release. */
export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error('The database could not be brought to the version of this host.', { cause: error });
}
