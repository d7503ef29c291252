import { Inject, Injectable } from '@nestjs/common';
import { Kysely, type Transaction, type Updateable } from 'kysely';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import type { ProcessesTable } from '../database/run-tables.ts';
import { isStorable } from '../database/storable-text.ts';
import type { Tables } from '../database/tables.ts';
import { holdState } from './hold-state.ts';
import type { ProcessRow, ProcessVersionRow } from './process-views.ts';

interface PageOf<Key> {
  readonly before?: Key | undefined;
  readonly limit: number;
}

/** The rows of processes and of their versions. Every query names the tenant. */
@Injectable()
export class ProcessStore {
  readonly #isShared: boolean;

  constructor(
    private readonly database: Kysely<Tables>,
    @Inject(configurationToken) { databaseUrl }: Configuration,
  ) {
    this.#isShared = databaseUrl !== undefined;
  }

  /** The newest first: those that are older than `before`. */
  list(tenant: string, { before, limit }: PageOf<string>): Promise<ProcessRow[]> {
    const rows = this.database.selectFrom('processes').selectAll().where('tenant', '=', tenant);
    return (before === undefined ? rows : rows.where('id', '<', before)).orderBy('id', 'desc').limit(limit).execute();
  }

  async find(tenant: string, id: string): Promise<ProcessRow | undefined> {
    if (!isStorable(id)) return undefined;
    return this.database.selectFrom('processes').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst();
  }

  findByName(tenant: string, name: string): Promise<ProcessRow | undefined> {
    return this.database
      .selectFrom('processes')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('name', '=', name)
      .executeTakeFirst();
  }

  async insert(row: ProcessRow, transaction: Transaction<Tables>): Promise<void> {
    await transaction.insertInto('processes').values(row).execute();
  }

  /** Changes a row whose draft and whose published version are still those that were read, and says whether they were. */
  async update(
    { tenant, id, revision, published }: ProcessRow,
    change: Updateable<ProcessesTable>,
    transaction: Transaction<Tables>,
  ): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('processes')
      .set(change)
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('revision', '=', revision)
      .where('published', published === null ? 'is' : '=', published)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** The state of a process, which stays so until the transaction ends. */
  holdState(tenant: string, id: string, transaction: Transaction<Tables>): Promise<string | undefined> {
    return holdState(transaction, { tenant, id }, this.#isShared);
  }

  async setState(tenant: string, id: string, state: string, transaction: Transaction<Tables>): Promise<void> {
    const change = { state, updated_at: new Date().toISOString() };
    await transaction.updateTable('processes').set(change).where('tenant', '=', tenant).where('id', '=', id).execute();
  }

  /** Versions stay: the history of runs shows them. */
  async delete(tenant: string, id: string, transaction: Transaction<Tables>): Promise<boolean> {
    const { numDeletedRows } = await transaction
      .deleteFrom('processes')
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** The newest first. */
  versions(tenant: string, process: string, { before, limit }: PageOf<number>): Promise<Omit<ProcessVersionRow, 'document'>[]> {
    const rows = this.database
      .selectFrom('process_versions')
      .select(['tenant', 'process', 'version', 'published_by', 'published_at'])
      .where('tenant', '=', tenant)
      .where('process', '=', process);
    return (before === undefined ? rows : rows.where('version', '<', before)).orderBy('version', 'desc').limit(limit).execute();
  }

  version(tenant: string, process: string, version: number): Promise<ProcessVersionRow | undefined> {
    return this.database
      .selectFrom('process_versions')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('process', '=', process)
      .where('version', '=', version)
      .executeTakeFirst();
  }

  async insertVersion(row: ProcessVersionRow, transaction: Transaction<Tables>): Promise<void> {
    await transaction.insertInto('process_versions').values(row).execute();
  }
}
