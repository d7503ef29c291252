import { ApplicationBudget } from './application-budget.ts';
import { ConnectionBudget } from './connection-budget.ts';
import type { BudgetOwner, RateBudget, RateBudgets } from './rate-budget.ts';

interface Entry {
  readonly revision: string | undefined;
  readonly budget: ConnectionBudget;
}

/** Budgets of one process. Another process that uses the same accounts is not counted, and a restart begins anew. */
export class MemoryBudgets implements RateBudgets {
  readonly #applications = new Map<string, ApplicationBudget>();
  readonly #connections = new Map<string, Entry>();

  open({ application: name, connection: id, revision, perConnection = [], perApplication }: BudgetOwner): RateBudget {
    const application = this.#applications.get(name) ?? new ApplicationBudget();
    this.#applications.set(name, application);
    application.limit(perApplication);
    const known = id === undefined ? undefined : this.#connections.get(id);
    const budget = known && known.revision === revision ? known.budget : new ConnectionBudget(application);
    if (id !== undefined && budget !== known?.budget) this.#connections.set(id, { revision, budget });
    budget.limit(perConnection);
    return budget;
  }

  forget(connection: string): void {
    this.#connections.delete(connection);
  }
}
