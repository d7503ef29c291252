import { Injectable } from '@nestjs/common';
import { Kysely, type Selectable } from 'kysely';
import type { SessionsTable, Tables } from '../database/tables.ts';

export type SessionRow = Selectable<SessionsTable>;

/** The rows of sessions: what a browser that has signed in comes with. */
@Injectable()
export class SessionStore {
  constructor(private readonly database: Kysely<Tables>) {}

  /** With what the access token says that it was begun with, which may have been revoked since. */
  find(hash: string) {
    return this.database
      .selectFrom('sessions')
      .leftJoin('access_tokens', (join) =>
        join.onRef('access_tokens.tenant', '=', 'sessions.tenant').onRef('access_tokens.id', '=', 'sessions.access_token'),
      )
      .selectAll('sessions')
      .select(['access_tokens.id as token_id', 'access_tokens.scopes as scopes', 'access_tokens.expires_at as token_expires_at'])
      .where('sessions.hash', '=', hash)
      .executeTakeFirst();
  }

  /** Those that have ended are swept up on the way. */
  async insert(row: SessionRow): Promise<void> {
    await this.database.deleteFrom('sessions').where('expires_at', '<', row.created_at).execute();
    await this.database.insertInto('sessions').values(row).execute();
  }

  async delete(tenant: string, hash: string): Promise<void> {
    await this.database.deleteFrom('sessions').where('tenant', '=', tenant).where('hash', '=', hash).execute();
  }
}
