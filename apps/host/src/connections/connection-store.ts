import { Injectable } from '@nestjs/common';
import { Kysely, type Selectable, type Transaction, type Updateable } from 'kysely';
import { isStorable } from '../database/storable-text.ts';
import type { ConnectionsTable, Tables } from '../database/tables.ts';

export type ConnectionRow = Selectable<ConnectionsTable>;

const tokenColumns = ['tokens', 'token_version', 'lease_holder', 'lease_until', 'lease_fence', 'sign_in_needed'] as const;

/** Tokens of a row, and who renews them, at the moment of a look at it. */
export type TokenState = Pick<ConnectionRow, (typeof tokenColumns)[number]>;

/** The rows of connections. Every query names the tenant. What cannot be stored is found nowhere, on either database. */
@Injectable()
export class ConnectionStore {
  constructor(private readonly database: Kysely<Tables>) {}

  list(tenant: string): Promise<ConnectionRow[]> {
    return this.database
      .selectFrom('connections')
      .selectAll()
      .where('tenant', '=', tenant)
      .orderBy('application')
      .orderBy('name')
      .execute();
  }

  async find(tenant: string, id: string): Promise<ConnectionRow | undefined> {
    if (!isStorable(id)) return undefined;
    return this.#one(tenant).where('id', '=', id).executeTakeFirst();
  }

  async findByName(tenant: string, application: string, name: string): Promise<ConnectionRow | undefined> {
    if (!isStorable(name)) return undefined;
    return this.#one(tenant).where('application', '=', application).where('name', '=', name).executeTakeFirst();
  }

  async insert(transaction: Transaction<Tables>, row: ConnectionRow): Promise<void> {
    await transaction.insertInto('connections').values(row).execute();
  }

  /** Changes a row that is still at this revision, and says whether it was. */
  async update(
    { tenant, id, revision }: Pick<ConnectionRow, 'tenant' | 'id' | 'revision'>,
    change: Updateable<ConnectionsTable>,
    database: Kysely<Tables> = this.database,
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#change(database, tenant, id, revision).set(change).executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Whatever else changes meanwhile: it is about the connection, not about what was filled in. */
  async noteSuccess(tenant: string, id: string, at: string): Promise<void> {
    await this.database
      .updateTable('connections')
      .set({ last_success_at: at })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where((row) => row.or([row('last_success_at', 'is', null), row('last_success_at', '<', at)]))
      .execute();
  }

  /** Deletes a row whose tokens nobody has touched since it was read, and says whether that was so. */
  async delete(transaction: Transaction<Tables>, { tenant, id, token_version, lease_fence }: ConnectionRow): Promise<boolean> {
    const { numDeletedRows } = await transaction
      .deleteFrom('connections')
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('token_version', '=', token_version)
      .where('lease_fence', '=', lease_fence)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** `undefined` where the row is gone, or no longer at this revision. */
  tokenState(tenant: string, id: string, revision: number): Promise<TokenState | undefined> {
    return this.database
      .selectFrom('connections')
      .select(tokenColumns)
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst();
  }

  /** Changes tokens or their lease where nobody has touched either since the state was read, and says whether that was so. */
  async updateTokens(
    { tenant, id, revision }: Pick<ConnectionRow, 'tenant' | 'id' | 'revision'>,
    { token_version, lease_fence }: Pick<TokenState, 'token_version' | 'lease_fence'>,
    change: Updateable<ConnectionsTable>,
    database: Kysely<Tables> = this.database,
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#change(database, tenant, id, revision)
      .set(change)
      .where('token_version', '=', token_version)
      .where('lease_fence', '=', lease_fence)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Stores tokens that somebody has just signed in for, whatever was there; a renewal under way no longer counts. */
  async replaceTokens(
    { tenant, id, revision }: Pick<ConnectionRow, 'tenant' | 'id' | 'revision'>,
    change: Updateable<ConnectionsTable>,
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#change(this.database, tenant, id, revision)
      .set(change)
      .set(({ eb }) => ({ token_version: eb('token_version', '+', 1), lease_fence: eb('lease_fence', '+', 1) }))
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  #change(database: Kysely<Tables>, tenant: string, id: string, revision: number) {
    return database.updateTable('connections').where('tenant', '=', tenant).where('id', '=', id).where('revision', '=', revision);
  }

  #one(tenant: string) {
    return this.database.selectFrom('connections').selectAll().where('tenant', '=', tenant);
  }
}
