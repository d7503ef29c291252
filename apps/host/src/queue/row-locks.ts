import { type RawBuilder, sql } from 'kysely';

/** How statements lock the entries that they are about to change. Who is alone with its database has nothing to lock. */
export class RowLocks {
  /** Whoever locks many entries and waits for them does so by their numbers: no two wait for each other. */
  readonly inOrder: RawBuilder<unknown>;
  /** Leaves out what another changes at this moment. */
  readonly passingBy: RawBuilder<unknown>;
  /** The same where other tables are joined, whose rows are left alone. */
  readonly passingByInJoin: RawBuilder<unknown>;

  constructor(isShared: boolean) {
    this.inOrder = isShared ? sql`ORDER BY number FOR UPDATE` : sql``;
    this.passingBy = isShared ? sql`FOR UPDATE SKIP LOCKED` : sql``;
    this.passingByInJoin = isShared ? sql`FOR UPDATE OF queue SKIP LOCKED` : sql``;
  }
}
