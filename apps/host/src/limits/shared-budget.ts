import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError, type Patience, type RateBudget, type RateHint, type Turn } from '@mortise/sdk';
import { type BudgetDesk, spent } from './budget-desk.ts';
import type { BudgetKey } from './budget-store.ts';
import type { HoldBoard } from './hold-board.ts';

export interface SharedBudgetFacts {
  /** Follows what the service says to this host. */
  readonly told: RateBudget;
  readonly key: string;
  readonly revision: string;
  readonly desk: BudgetDesk;
  readonly holds: HoldBoard;
}

/** The budget of one account, which other hosts send with too. */
export class SharedBudget implements RateBudget {
  readonly #facts: SharedBudgetFacts;
  #budgets: readonly BudgetKey[] = [];

  constructor(facts: SharedBudgetFacts) {
    this.#facts = facts;
  }

  isOf(told: RateBudget, revision: string): boolean {
    return this.#facts.told === told && this.#facts.revision === revision;
  }

  /** Holds from now on, for those who wait too. */
  limit(budgets: readonly BudgetKey[]): void {
    this.#budgets = budgets.filter(({ limits }) => limits.length > 0);
    this.#facts.desk.ask();
  }

  turn(path: string, patience: Patience): Promise<Turn> | undefined {
    const { told, holds, key, revision } = this.#facts;
    const first = told.turn(path, patience);
    const heldMs = holds.heldMs(key, revision, path);
    return this.#budgets.length === 0 && heldMs === 0 ? first : this.#after(first, heldMs, path, patience);
  }

  ended(path: string, hint: RateHint | undefined): void {
    const { told, holds, key, revision } = this.#facts;
    told.ended(path, hint);
    if (hint) holds.note(key, revision, path, hint);
  }

  async #after(first: Promise<Turn> | undefined, heldMs: number, path: string, patience: Patience): Promise<Turn> {
    await first;
    const { told, desk, key } = this.#facts;
    try {
      const wasHeld = heldMs > 0 && (await waitOut(heldMs, patience));
      const turn = this.#budgets.length === 0 ? undefined : await desk.turn(key, () => this.#budgets, patience);
      return first || wasHeld ? undefined : turn;
    } catch (error) {
      told.ended(path, undefined);
      throw error;
    }
  }
}

/** Throws where that takes longer than somebody waits. */
async function waitOut(heldMs: number, { deadlineAt, signal }: Patience): Promise<true> {
  if (performance.now() + heldMs > deadlineAt) throw spent(heldMs);
  try {
    return await sleep(heldMs, true, { ...(signal && { signal }) });
  } catch {
    throw new CancelledError('The call was cancelled while it waited for the budget of the account.');
  }
}
