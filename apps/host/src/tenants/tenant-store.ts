import { Injectable } from '@nestjs/common';
import { Kysely, type Selectable, sql } from 'kysely';
import { isStorable } from '../database/storable-text.ts';
import type { Tables, TenantsTable } from '../database/tables.ts';
import { tenantTables } from './tenant-tables.ts';

export type TenantRow = Selectable<TenantsTable>;

/** The rows of tenants, and the end of all rows of one. */
@Injectable()
export class TenantStore {
  constructor(private readonly database: Kysely<Tables>) {}

  list(): Promise<TenantRow[]> {
    return this.database.selectFrom('tenants').selectAll().orderBy('created_at').execute();
  }

  async find(id: string): Promise<TenantRow | undefined> {
    if (!isStorable(id)) return undefined;
    return this.database.selectFrom('tenants').selectAll().where('id', '=', id).executeTakeFirst();
  }

  findByName(name: string): Promise<TenantRow | undefined> {
    return this.database.selectFrom('tenants').selectAll().where('name', '=', name).executeTakeFirst();
  }

  async insert(row: TenantRow): Promise<void> {
    await this.database.insertInto('tenants').values(row).execute();
  }

  /** Takes away what lets anybody in. */
  async lockOut(id: string): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('access_tokens').where('tenant', '=', id).execute();
      await transaction.deleteFrom('sessions').where('tenant', '=', id).execute();
    });
  }

  /** Removes every row that belongs to a tenant but its audit log, and itself. */
  async delete(id: string, database: Kysely<Tables>): Promise<void> {
    for (const table of tenantTables) await sql`delete from ${sql.table(table)} where tenant = ${id}`.execute(database);
    await database.deleteFrom('tenants').where('id', '=', id).execute();
  }
}
