import { CancelledError } from '../errors/cancelled-error.ts';
import { type Patience, remainingMs } from '../http/deadline.ts';
import { budgetSpent } from './budget-spent.ts';

/** A caller that waits for a turn. */
export interface Waiter {
  readonly path: string;
  go(): void;
}

/** The callers of one connection that wait, first come first served. One that gives up leaves no gap. */
export class BudgetQueue {
  readonly #waiters: Waiter[] = [];

  get length(): number {
    return this.#waiters.length;
  }

  /** Settles with the turn. `freeAt` tells when there may be one, for a caller who can wait no longer. */
  wait(path: string, { deadlineAt, signal }: Patience, freeAt: () => number): Promise<undefined> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        const place = this.#waiters.indexOf(waiter);
        if (place !== -1) this.#waiters.splice(place, 1);
      };
      const cancel = () => {
        leave();
        reject(new CancelledError('The call was cancelled while it waited for the budget of the account.'));
      };
      const expire = () => {
        leave();
        reject(budgetSpent(Math.max(1000, freeAt() - performance.now())));
      };
      const waiter: Waiter = {
        path,
        go: () => {
          leave();
          resolve(undefined);
        },
      };
      const timer = setTimeout(expire, remainingMs(deadlineAt));
      signal?.addEventListener('abort', cancel);
      this.#waiters.push(waiter);
      if (signal?.aborted) cancel();
    });
  }

  /** The first caller who may go by what `freeAt` says of its path, or the time when there will be one. */
  next(now: number, freeAt: (path: string) => number): Waiter | number {
    let soonest = Number.POSITIVE_INFINITY;
    for (const waiter of this.#waiters) {
      const at = freeAt(waiter.path);
      if (at <= now) return waiter;
      soonest = Math.min(soonest, at);
    }
    return soonest;
  }
}
