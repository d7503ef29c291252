import { type BudgetOwner, MemoryBudgets, type RateBudget, type RateBudgets } from '@mortise/sdk';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { BudgetDesk } from './budget-desk.ts';
import { BudgetStore, type Hold } from './budget-store.ts';
import { HoldBoard } from './hold-board.ts';
import { SharedBudget } from './shared-budget.ts';

const refreshMs = 1000;
const sweepMs = 10 * 60 * 1000;

export interface SharedBudgetsOptions {
  readonly database: Kysely<Tables>;
  /** Other hosts send with the same accounts. */
  readonly isShared: boolean;
  readonly onFault: (error: unknown) => void;
}

/**
 * Budgets that all hosts of a database keep together, and that survive their restart. Limits that are known beforehand are counted
 * in the database before a request is sent; what services tell about budgets of their own is followed here at once, and passed on
 * to the other hosts within a second where it holds an account back.
 */
export class SharedBudgets implements RateBudgets {
  /** For what this host is told by services. */
  readonly #told = new MemoryBudgets();
  readonly #desks = new Map<string, BudgetDesk>();
  readonly #budgets = new Map<string, SharedBudget>();
  readonly #holds = new HoldBoard((hold) => this.#tell(hold));
  readonly #store: BudgetStore;
  readonly #isShared: boolean;
  readonly #onFault: (error: unknown) => void;
  #refresh: NodeJS.Timeout | undefined;
  #sweep: NodeJS.Timeout | undefined;

  private constructor({ database, isShared, onFault }: SharedBudgetsOptions) {
    this.#store = new BudgetStore(database, isShared);
    this.#isShared = isShared;
    this.#onFault = onFault;
  }

  static async open(options: SharedBudgetsOptions): Promise<SharedBudgets> {
    const budgets = new SharedBudgets(options);
    await budgets.#start();
    return budgets;
  }

  open({ application, connection, revision = '', perConnection = [], perApplication }: BudgetOwner): RateBudget {
    const told = this.#told.open({ application, connection, revision });
    const key = connection === undefined ? `nobody:${application}` : keyOf(connection);
    const desk = this.#desks.get(application) ?? new BudgetDesk(this.#store, this.#onFault);
    this.#desks.set(application, desk);
    const known = this.#budgets.get(key);
    const budget = known?.isOf(told, revision) ? known : new SharedBudget({ told, key, revision, desk, holds: this.#holds });
    this.#budgets.set(key, budget);
    budget.limit([
      { key, revision, limits: perConnection.filter((limit) => limit !== undefined) },
      { key: `application:${application}`, revision: '', limits: perApplication ? [perApplication] : [] },
    ]);
    return budget;
  }

  forget(connection: string): void {
    this.#told.forget(connection);
    this.#budgets.delete(keyOf(connection));
    this.#holds.forget(keyOf(connection));
    this.#store.forget(keyOf(connection)).catch(this.#onFault);
  }

  close(): void {
    clearInterval(this.#refresh);
    clearInterval(this.#sweep);
  }

  async #start(): Promise<void> {
    await this.#readHolds();
    // A host that is alone with its database knows whatever it was told.
    if (this.#isShared) this.#refresh = setInterval(() => void this.#readHolds().catch(this.#onFault), refreshMs).unref();
    this.#sweep = setInterval(() => void this.#store.sweep().catch(this.#onFault), sweepMs).unref();
  }

  async #readHolds(): Promise<void> {
    for (const hold of await this.#store.holds()) this.#holds.learn(hold);
  }

  #tell(hold: Hold): void {
    this.#store.hold(hold).catch(this.#onFault);
  }
}

function keyOf(connection: string): string {
  return `connection:${connection}`;
}
