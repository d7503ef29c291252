import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { distinctValues } from './distinct-values.ts';
import { RowLocks } from './row-locks.ts';
import { SharedClock } from './shared-clock.ts';

type Reader = Kysely<Tables>;

/** Of those who wait for a budget, as many are let forward to find out whether there is any. */
const triedAtOnce = 16;
const betweenTriesMs = 20;
const budgetCheckMs = 100;

/** Entries that wait for the budget of a service to have room, or for somebody to sign in to an account. */
export class BudgetWaits {
  readonly #clock: SharedClock;
  readonly #locks: RowLocks;
  /** By budget, until when nobody needs to try, as the last who did was told. */
  readonly #spentUntil = new Map<string, number>();
  #lastCheck = 0;

  constructor(isShared: boolean) {
    this.#clock = new SharedClock(isShared);
    this.#locks = new RowLocks(isShared);
  }

  noteSpent(budget: string, until: Date): void {
    this.#spentUntil.set(budget, until.getTime());
  }

  /** When a budget that is known to be spent may have room; never, where none is. */
  nextRoom(): number {
    return Math.min(...this.#spentUntil.values());
  }

  /**
   * Lets some of those forward who wait for budgets that may have room again. One budget never delays another, and however many
   * wait for it, few of them are told in vain.
   */
  async wake(database: Reader): Promise<void> {
    const now = Date.now();
    if (now - this.#lastCheck < budgetCheckMs && now < this.nextRoom()) return;
    this.#lastCheck = now;
    // Those that somebody waits for.
    const budgets = await distinctValues(database, 'budget', 'limited');
    for (const budget of this.#spentUntil.keys()) if (!budgets.includes(budget)) this.#spentUntil.delete(budget);
    for (const budget of budgets) {
      if (now < (this.#spentUntil.get(budget) ?? 0)) continue;
      const { numAffectedRows = 0n } = await sql`
        UPDATE queue SET state = 'ready', budget = NULL WHERE number IN (
          SELECT number FROM queue WHERE state = 'limited' AND budget = ${budget} AND available_at <= (SELECT ${this.#clock.in(0)})
          ORDER BY turn, number LIMIT ${sql.lit(triedAtOnce)} ${this.#locks.passingBy}
        )
      `.execute(database);
      this.#spentUntil.set(budget, now + (numAffectedRows > 0n ? betweenTriesMs : budgetCheckMs));
    }
  }

  /** Lets those go on that wait for somebody to sign in to one of these accounts. */
  async wakeSignedIn(database: Reader, accounts: readonly string[]): Promise<void> {
    await sql`
      UPDATE queue SET available_at = ${this.#clock.in(0)} WHERE number IN (
        SELECT number FROM queue WHERE state = 'delayed' AND budget IN (${sql.join(accounts)}) ${this.#locks.inOrder}
      )
    `.execute(database);
  }
}
