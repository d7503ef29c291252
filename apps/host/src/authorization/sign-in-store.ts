import { Injectable } from '@nestjs/common';
import { Kysely, type Selectable } from 'kysely';
import type { SignInsTable, Tables } from '../database/tables.ts';
import { hashOf } from '../security/hash.ts';

export type SignInRow = Selectable<SignInsTable>;

/** What the browser that opened the link has to bring back. */
interface Begun {
  readonly state: string;
  readonly browser: string;
  /** Sealed. */
  readonly proof: string;
}

/** Sign-ins under way. Whatever names one is used up by naming it, even where nothing comes of it. */
@Injectable()
export class SignInStore {
  constructor(private readonly database: Kysely<Tables>) {}

  async insert(row: SignInRow): Promise<void> {
    await this.database.insertInto('sign_ins').values(row).execute();
  }

  /** The sign-in that a link begins. The link is used up. */
  claimTicket(ticket: string): Promise<SignInRow | undefined> {
    return this.database
      .updateTable('sign_ins')
      .set({ ticket_hash: null })
      .where('ticket_hash', '=', hashOf(ticket))
      .returningAll()
      .executeTakeFirst();
  }

  async begin(id: string, { state, browser, proof }: Begun): Promise<void> {
    await this.database
      .updateTable('sign_ins')
      .set({ state_hash: hashOf(state), browser_hash: hashOf(browser), verifier: proof })
      .where('id', '=', id)
      .execute();
  }

  /** The sign-in that a state belongs to. It is over with that, however it ends. */
  takeByState(state: string): Promise<SignInRow | undefined> {
    return this.database.deleteFrom('sign_ins').where('state_hash', '=', hashOf(state)).returningAll().executeTakeFirst();
  }

  async forget(id: string): Promise<void> {
    await this.database.deleteFrom('sign_ins').where('id', '=', id).execute();
  }

  /** Removes what was never finished. It stays for a while, so that whoever comes late is told why. */
  async sweep(before: Date): Promise<void> {
    await this.database.deleteFrom('sign_ins').where('expires_at', '<', before.toISOString()).execute();
  }
}
