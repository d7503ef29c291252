import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Processes, their runs, and the queue that drives them. */
export const createProcessTables: Migration = {
  async up(database: Kysely<unknown>) {
    const { schema } = database;
    await schema
      .createTable('processes')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('draft', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('published', 'integer')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('processes_key', ['tenant', 'id'])
      .addUniqueConstraint('processes_name', ['tenant', 'name'])
      .execute();
    await schema
      .createTable('process_versions')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('process', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('document', 'text', (column) => column.notNull())
      .addColumn('published_by', 'text', (column) => column.notNull())
      .addColumn('published_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('process_versions_key', ['tenant', 'process', 'version'])
      .execute();
    await schema
      .createTable('runs')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('process', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('start', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('open', 'integer', (column) => column.notNull())
      .addColumn('failed', 'integer', (column) => column.notNull())
      .addColumn('turn', 'bigint', (column) => column.notNull())
      .addColumn('started_by', 'text', (column) => column.notNull())
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('ended_at', 'text')
      .addColumn('paused_by', 'text')
      .addPrimaryKeyConstraint('runs_key', ['tenant', 'id'])
      .execute();
    await schema.createIndex('runs_by_time').on('runs').columns(['tenant', 'started_at', 'id']).execute();
    await schema.createIndex('runs_of_process').on('runs').columns(['tenant', 'process', 'started_at', 'id']).execute();
    await schema.createIndex('runs_in_state').on('runs').columns(['tenant', 'state', 'started_at', 'id']).execute();
    await schema
      .createTable('messages')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('run', 'text', (column) => column.notNull())
      .addColumn('process', 'text', (column) => column.notNull())
      .addColumn('version', 'integer')
      .addColumn('number', 'bigint', (column) => column.notNull())
      .addColumn('step', 'text', (column) => column.notNull())
      .addColumn('parent', 'text')
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('sequence', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('data', 'text', (column) => column.notNull())
      .addColumn('cursor', 'text')
      .addColumn('batch', 'text')
      .addColumn('trail', 'text', (column) => column.notNull())
      .addColumn('input', 'text')
      .addColumn('output', 'text')
      .addColumn('attempts', 'text', (column) => column.notNull())
      .addColumn('error', 'text')
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('replayed_at', 'text')
      .addColumn('started_at', 'text')
      .addColumn('ended_at', 'text')
      .addPrimaryKeyConstraint('messages_key', ['id'])
      .execute();
    await schema.createIndex('messages_of_run').on('messages').columns(['tenant', 'run', 'number']).execute();
    await schema.createIndex('messages_of_step').on('messages').columns(['tenant', 'run', 'step', 'state', 'number']).execute();
    await schema
      .createIndex('messages_failed')
      .on('messages')
      .columns(['tenant', 'ended_at', 'id'])
      .where(sql.ref('state'), '=', sql.lit('failed'))
      .execute();
    await schema
      .createIndex('messages_failed_by_cause')
      .on('messages')
      .columns(['tenant', 'process', 'step', 'error', 'ended_at', 'id'])
      .where(sql.ref('state'), '=', sql.lit('failed'))
      .execute();
    await schema
      .createIndex('messages_collected')
      .on('messages')
      .columns(['batch', 'step'])
      .where(sql.ref('state'), '=', sql.lit('collected'))
      .execute();
    await schema
      .createTable('batches')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('run', 'text', (column) => column.notNull())
      .addColumn('collectors', 'text', (column) => column.notNull())
      .addColumn('parent', 'text')
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('trail', 'text', (column) => column.notNull())
      .addColumn('open', 'integer', (column) => column.notNull())
      .execute();
    await schema.createIndex('batches_of_run').on('batches').column('run').execute();
    await schema
      .createTable('blobs')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('run', 'text', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .execute();
    await schema.createIndex('blobs_of_run').on('blobs').column('run').execute();
    const isPostgres = database.getExecutor().adapter.supportsTransactionalDdl;
    await schema
      .createTable('queue')
      .addColumn('number', isPostgres ? 'bigserial' : 'integer', (column) =>
        isPostgres ? column.primaryKey() : column.primaryKey().autoIncrement(),
      )
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('message', 'text', (column) => column.notNull().unique())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('turn', 'bigint', (column) => column.notNull())
      .addColumn('sequence', 'text')
      .addColumn('available_at', 'text', (column) => column.notNull())
      .addColumn('holder', 'text')
      .addColumn('lease_until', 'text')
      .addColumn('fence', 'integer', (column) => column.notNull())
      .addColumn('budget', 'text')
      .addColumn('lost', 'integer', (column) => column.notNull())
      .execute();
    await schema
      .createIndex('queue_limited')
      .on('queue')
      .columns(['budget', 'turn', 'number'])
      .where(sql.ref('state'), '=', sql.lit('limited'))
      .execute();
    await schema.createIndex('queue_ready').on('queue').columns(['state', 'tenant', 'turn', 'number']).execute();
    await schema
      .createIndex('queue_delayed')
      .on('queue')
      .column('available_at')
      .where(sql.ref('state'), '=', sql.lit('delayed'))
      .execute();
    await schema
      .createIndex('queue_taken')
      .on('queue')
      .column('lease_until')
      .where(sql.ref('state'), '=', sql.lit('taken'))
      .execute();
    await schema
      .createIndex('queue_sequence')
      .on('queue')
      .columns(['sequence', 'number'])
      .where('sequence', 'is not', null)
      .execute();
    await schema
      .createTable('rate_budgets')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('revision', 'text', (column) => column.notNull())
      .addColumn('windows', 'text', (column) => column.notNull())
      .addColumn('holds', 'text', (column) => column.notNull())
      .addColumn('held_until', 'bigint', (column) => column.notNull())
      .addColumn('forgotten_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('jobs')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('total', 'integer', (column) => column.notNull())
      .addColumn('done', 'integer', (column) => column.notNull())
      .addColumn('error', 'text')
      .addColumn('created_by', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('ended_at', 'text')
      .addColumn('holder', 'text')
      .addColumn('lease_until', 'text')
      .addPrimaryKeyConstraint('jobs_key', ['tenant', 'id'])
      .execute();
    await schema
      .createIndex('jobs_under_way')
      .on('jobs')
      .column('lease_until')
      .where(sql.ref('state'), '=', sql.lit('running'))
      .execute();
  },
};

export const createRunKeyTable: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createTable('run_keys')
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('process', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('run', 'text', (column) => column.notNull())
      .addColumn('asked', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('run_keys_key', ['tenant', 'process', 'key'])
      .execute();
    await schema.createIndex('run_keys_of_run').on('run_keys').columns(['tenant', 'run']).execute();
  },
};
