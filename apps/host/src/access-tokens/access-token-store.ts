import { Injectable } from '@nestjs/common';
import { Kysely, type Selectable } from 'kysely';
import { isStorable } from '../database/storable-text.ts';
import type { AccessTokensTable, Tables } from '../database/tables.ts';

export type AccessTokenRow = Selectable<AccessTokensTable>;

/** The rows of access tokens. Every query names the tenant, but the one that finds out which it is. */
@Injectable()
export class AccessTokenStore {
  constructor(private readonly database: Kysely<Tables>) {}

  list(tenant: string): Promise<AccessTokenRow[]> {
    return this.database.selectFrom('access_tokens').selectAll().where('tenant', '=', tenant).orderBy('created_at').execute();
  }

  find(tenant: string, id: string): Promise<AccessTokenRow | undefined> {
    return this.database
      .selectFrom('access_tokens')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .executeTakeFirst();
  }

  listMadeBy(tenant: string, actor: string, database: Kysely<Tables> = this.database): Promise<AccessTokenRow[]> {
    return database
      .selectFrom('access_tokens')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('created_by', '=', actor)
      .execute();
  }

  findByHash(hash: string): Promise<AccessTokenRow | undefined> {
    return this.database.selectFrom('access_tokens').selectAll().where('hash', '=', hash).executeTakeFirst();
  }

  async insert(row: AccessTokenRow, database: Kysely<Tables> = this.database): Promise<void> {
    await database.insertInto('access_tokens').values(row).execute();
  }

  async noteUse(tenant: string, id: string, at: string): Promise<void> {
    await this.database
      .updateTable('access_tokens')
      .set({ last_used_at: at })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .execute();
  }

  /** Removes a token and the sessions that were begun with it, and says whether there was one. */
  async delete(tenant: string, id: string, database: Kysely<Tables> = this.database): Promise<boolean> {
    if (!isStorable(id)) return false;
    const { numDeletedRows } = await database
      .deleteFrom('access_tokens')
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .executeTakeFirst();
    await database.deleteFrom('sessions').where('tenant', '=', tenant).where('access_token', '=', id).execute();
    return numDeletedRows > 0n;
  }
}
