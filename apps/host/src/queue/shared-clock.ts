import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';

/** One clock for all hosts on a database: that of the database where they share one, since the clock of a host may be wrong. */
export class SharedClock {
  readonly #isShared: boolean;

  constructor(isShared: boolean) {
    this.#isShared = isShared;
  }

  /** So many milliseconds from now, as a column holds it. */
  in(afterMs: number): RawBuilder<string> {
    if (!this.#isShared) return sql<string>`${new Date(Date.now() + afterMs).toISOString()}`;
    const at = sql`(clock_timestamp() + ${sql.lit(afterMs / 1000)} * interval '1 second') AT TIME ZONE 'UTC'`;
    return sql<string>`to_char(${at}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  }

  async now(database: Kysely<Tables>): Promise<Date> {
    if (!this.#isShared) return new Date();
    const { rows } = await sql<{ now: string }>`SELECT ${this.in(0)} AS now`.execute(database);
    const [row] = rows;
    return row ? new Date(row.now) : new Date();
  }
}
