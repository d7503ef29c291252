import type { Patience } from '../http/deadline.ts';
import type { Limit } from './limits.ts';
import type { RateHint } from './rate-hint.ts';

/** `free` where nobody had to wait for it: somewhere else had to be asked, that was all. */
export type Turn = 'free' | undefined;

/** What one connection may send, and when. */
export interface RateBudget {
  /**
   * `undefined` where a request may be sent at once, else a promise that it may. A wait that outlasts the deadline is not begun:
   * it ends with a BudgetError; with a CancelledError where the caller gives up.
   */
  turn(path: string, patience: Patience): Promise<Turn> | undefined;
  /** To be called once after each turn that was given, with what the answer told, if there was one and it told anything. */
  ended(path: string, hint: RateHint | undefined): void;
}

/** Whose budget, and the limits that are known beforehand. All of them hold. */
export interface BudgetOwner {
  readonly application: string;
  /** Absent: nobody else sends with this connection's account. */
  readonly connection?: string | undefined;
  /** Of the connection. With another one the account may be another, and its budget begins anew. */
  readonly revision?: string | undefined;
  readonly perConnection?: readonly (Limit | undefined)[];
  readonly perApplication?: Limit | undefined;
}

/** Where budgets are kept. {@link MemoryBudgets} keeps them in one process; a store can keep them for several. */
export interface RateBudgets {
  /** The same budget for the same owner each time; limits that differ from before hold from now on. */
  open(owner: BudgetOwner): RateBudget;
  /** A connection that is gone. */
  forget(connection: string): void;
}
