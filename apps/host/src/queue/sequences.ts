import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { RowLocks } from './row-locks.ts';

type Writer = Transaction<Tables>;

/** What may belong to a sequence. */
export interface Sequenced {
  readonly sequence?: string | null | undefined;
}

/** Any number of sequences is ordered with so many locks at most, since a database has room for a few thousand of them. */
const sequenceLocks = 256;
/** Tells these locks from those that are taken for anything else. */
const sequenceLockClass = 5391;

/** Entries of one sequence are taken one after the other, in the order of their arrival. Those behind the first are held. */
export class Sequences {
  readonly #isShared: boolean;
  readonly #locks: RowLocks;

  constructor(isShared: boolean) {
    this.#isShared = isShared;
    this.#locks = new RowLocks(isShared);
  }

  /**
   * Whoever adds to the sequences of these after this waits until the transaction ends, so that numbers are drawn in the order of
   * the commits. To be called before anything else is locked where a transaction adds more than once: then nobody waits in a circle.
   */
  async order(transaction: Writer, entries: readonly Sequenced[]): Promise<void> {
    if (!this.#isShared) return;
    const sequences = sequencesOf(entries);
    if (sequences.length === 0) return;
    await sql`
      SELECT pg_advisory_xact_lock(${sql.lit(sequenceLockClass)}, key) FROM (
        SELECT DISTINCT hashtext(sequence) & ${sql.lit(sequenceLocks - 1)} AS key FROM unnest(${sequences}::text[]) AS sequence ORDER BY key
      ) AS keys
    `.execute(transaction);
  }

  /** The sequences of these that have an entry already. */
  async underWay(transaction: Writer, entries: readonly Sequenced[]): Promise<Set<string>> {
    const sequences = sequencesOf(entries);
    if (sequences.length === 0) return new Set();
    const rows = await transaction.selectFrom('queue').select('sequence').distinct().where('sequence', 'in', sequences).execute();
    return new Set(rows.flatMap(({ sequence }) => sequence ?? []));
  }

  /** Lets the next of each sequence forward once these are gone. */
  async release(transaction: Writer, entries: readonly Sequenced[]): Promise<void> {
    const sequences = sequencesOf(entries);
    if (sequences.length === 0) return;
    await sql`
      UPDATE queue SET state = 'ready' WHERE number IN (
        SELECT number FROM queue WHERE state = 'held' AND number IN (
          SELECT min(number) FROM queue WHERE sequence IN (${sql.join(sequences)}) GROUP BY sequence
        ) ${this.#locks.passingBy}
      )
    `.execute(transaction);
  }

  /** The same for entries that were put behind one which went away at that very moment. Rare, so asked for now and then. */
  async wakeHeld(database: Kysely<Tables>): Promise<void> {
    await sql`
      UPDATE queue SET state = 'ready' WHERE number IN (
        SELECT number FROM queue WHERE state = 'held' AND NOT EXISTS (
          SELECT 1 FROM queue AS ahead WHERE ahead.sequence = queue.sequence AND ahead.number < queue.number
        ) ${this.#locks.passingBy}
      )
    `.execute(database);
  }
}

function sequencesOf(entries: readonly Sequenced[]): string[] {
  return [...new Set(entries.flatMap(({ sequence }) => sequence ?? []))];
}
