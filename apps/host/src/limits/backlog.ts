import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { BacklogError } from '../errors/backlog-error.ts';

const countedEveryMs = 1000;
const retryAfterMs = 5000;

interface Count {
  readonly at: number;
  waiting: number;
}

/**
 * Refuses new runs of a tenant while too many of its messages wait, so that what is begun can be finished, and the database does
 * not grow without end. What follows within a run is never refused. Counted now and then: near the bound, some more get in.
 */
export class Backlog {
  readonly #most: number;
  readonly #counts = new Map<string, Count>();

  constructor(most: number) {
    this.#most = most;
  }

  /** The same without a look at the database, where the last one was a moment ago: to refuse must not cost what it is to save. */
  refuseIfFull(tenant: string): void {
    const known = this.#counts.get(tenant);
    if (known && isFresh(known) && known.waiting >= this.#most) throw this.#refusal();
  }

  /** Throws a BacklogError where no run may begin. */
  async admit(transaction: Transaction<Tables>, tenant: string): Promise<void> {
    const count = await this.#count(transaction, tenant);
    count.waiting++;
    if (count.waiting > this.#most) throw this.#refusal();
  }

  #refusal(): BacklogError {
    return new BacklogError(
      `${this.#most} messages wait for their turn. Start the run later, or see what holds them up.`,
      retryAfterMs,
    );
  }

  async #count(transaction: Transaction<Tables>, tenant: string): Promise<Count> {
    const known = this.#counts.get(tenant);
    if (known && isFresh(known)) return known;
    const now = performance.now();
    // Not read any further than matters.
    const { rows } = await sql<{ waiting: number | string }>`
      SELECT count(*) AS waiting FROM (
        SELECT 1 FROM queue WHERE state IN ('ready', 'delayed', 'limited', 'held', 'paused', 'taken') AND tenant = ${tenant}
        LIMIT ${sql.lit(this.#most)}
      ) AS counted
    `.execute(transaction);
    const count = { at: now, waiting: Number(rows[0]?.waiting ?? 0) };
    this.#counts.set(tenant, count);
    return count;
  }
}

function isFresh({ at }: Count): boolean {
  return performance.now() - at < countedEveryMs;
}
