import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { BacklogError } from '../errors/backlog-error.ts';

const countedEveryMs = 1000;
const countedAgainAfterMs = 100;
const retryAfterMs = 5000;

interface Count {
  readonly at: number;
  /** As the database had it. */
  readonly waiting: number;
  /** Runs that were let in since; some of them may have ended. */
  begun: number;
}

/**
 * Refuses new runs of a tenant while too many of its messages wait, so that what is begun can be finished, and the database does
 * not grow without end. What follows within a run is never refused. Counted now and then: near the bound, some more get in, or are
 * refused for a moment.
 */
export class Backlog {
  readonly #most: number;
  readonly #counts = new Map<string, Count>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Throws a BacklogError where too many waited a moment ago. Asks nothing of the database: to refuse must not cost what it saves. */
  refuseIfFull(tenant: string): void {
    const known = this.#counts.get(tenant);
    if (known && isYounger(known, countedEveryMs) && known.waiting >= this.#most) throw this.#refusal();
  }

  /** Lets so many runs begin together, if there is room for one. Throws a BacklogError. */
  async admit(transaction: Transaction<Tables>, tenant: string, amount = 1): Promise<void> {
    const known = this.#counts.get(tenant);
    let count = known && isYounger(known, countedEveryMs) ? known : await this.#count(transaction, tenant);
    // What was let in may have ended since.
    const mayBeLess = count.begun > 0 && !isYounger(count, countedAgainAfterMs);
    if (this.#isFull(count) && mayBeLess) count = await this.#count(transaction, tenant);
    if (this.#isFull(count)) throw this.#refusal();
    count.begun += amount;
  }

  #isFull({ waiting, begun }: Count): boolean {
    return waiting + begun >= this.#most;
  }

  #refusal(): BacklogError {
    return new BacklogError(
      `${this.#most} messages wait for their turn. Start the run later, or see what holds them up.`,
      retryAfterMs,
    );
  }

  async #count(transaction: Transaction<Tables>, tenant: string): Promise<Count> {
    const at = performance.now();
    // Not read any further than matters.
    const { rows } = await sql<{ waiting: number | string }>`
      SELECT count(*) AS waiting FROM (
        SELECT 1 FROM queue WHERE state IN ('ready', 'delayed', 'limited', 'held', 'paused', 'taken') AND tenant = ${tenant}
        LIMIT ${sql.lit(this.#most)}
      ) AS counted
    `.execute(transaction);
    const count = { at, waiting: Number(rows[0]?.waiting ?? 0), begun: 0 };
    this.#counts.set(tenant, count);
    return count;
  }
}

function isYounger({ at }: Count, ms: number): boolean {
  return performance.now() - at < ms;
}
