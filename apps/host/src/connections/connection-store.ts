import { Injectable } from '@nestjs/common';
import { Kysely, type Selectable, type Updateable } from 'kysely';
import { isStorable } from '../database/storable-text.ts';
import type { ConnectionsTable, Tables } from '../database/tables.ts';

export type ConnectionRow = Selectable<ConnectionsTable>;

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

  async insert(row: ConnectionRow): Promise<void> {
    await this.database.insertInto('connections').values(row).execute();
  }

  /** Changes a row that is still at this revision, and says whether it was. */
  async update(tenant: string, id: string, revision: number, change: Updateable<ConnectionsTable>): Promise<boolean> {
    const { numUpdatedRows } = await this.database
      .updateTable('connections')
      .set(change)
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async delete(tenant: string, id: string): Promise<void> {
    await this.database.deleteFrom('connections').where('tenant', '=', tenant).where('id', '=', id).execute();
  }

  async tokens(tenant: string, id: string, revision: number): Promise<string | undefined> {
    const row = await this.database
      .selectFrom('connections')
      .select('tokens')
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst();
    return row?.tokens ?? undefined;
  }

  #one(tenant: string) {
    return this.database.selectFrom('connections').selectAll().where('tenant', '=', tenant);
  }
}
