import { BudgetError, CancelledError, type Patience, remainingMs, type Turn } from '@mortise/sdk';
import type { BudgetKey, BudgetStore } from './budget-store.ts';

/** A request that wants to be sent. */
interface Caller {
  readonly connection: string;
  /** They may change while it waits. */
  readonly budgets: () => readonly BudgetKey[];
  readonly deadlineAt: number;
  /** It was told to come again. */
  hasWaited: boolean;
  /** What it was told the last time. */
  waitMs: number;
  settle(turn: Turn | Error): void;
}

const mostAtOnce = 200;
/** A database that did not answer is asked again after this. */
const faultMs = 1000;

/**
 * Asks for the turns of all connections of an application: one transaction answers everybody who has come while the one before
 * it was under way. Connections take turns, and within one the first who came is the first who goes.
 */
export class BudgetDesk {
  readonly #store: BudgetStore;
  readonly #onFault: (error: unknown) => void;
  readonly #callers = new Set<Caller>();
  /** The connections of those who wait, as far as they were served, in the order in which that was. */
  readonly #served = new Set<string>();
  #isDrawing = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(store: BudgetStore, onFault: (error: unknown) => void) {
    this.#store = store;
    this.#onFault = onFault;
  }

  turn(connection: string, budgets: () => readonly BudgetKey[], { deadlineAt, signal }: Patience): Promise<Turn> {
    const { promise, resolve, reject } = Promise.withResolvers<Turn>();
    const cancel = () =>
      caller.settle(new CancelledError('The call was cancelled while it waited for the budget of the account.'));
    const expire = () => caller.settle(spent(Math.max(faultMs, caller.waitMs)));
    const caller: Caller = {
      connection,
      budgets,
      deadlineAt,
      hasWaited: false,
      waitMs: 0,
      settle: (turn) => {
        this.#callers.delete(caller);
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
        if (turn instanceof Error) reject(turn);
        else resolve(turn);
      },
    };
    const timer = setTimeout(expire, remainingMs(deadlineAt));
    signal?.addEventListener('abort', cancel);
    this.#callers.add(caller);
    if (signal?.aborted) cancel();
    else this.ask();
    return promise;
  }

  /** To be called where limits have changed that somebody may wait for. */
  ask(): void {
    if (this.#callers.size > 0) void this.#draw();
  }

  async #draw(): Promise<void> {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    clearTimeout(this.#timer);
    let nextMs: number | undefined = 0;
    while (nextMs !== undefined && nextMs <= 0) nextMs = await this.#drawOnce(this.#next());
    this.#isDrawing = false;
    if (nextMs !== undefined) this.#timer = setTimeout(() => void this.#draw(), Math.ceil(nextMs));
  }

  /** Gives after how many milliseconds somebody has to ask again; at once for those who have come meanwhile. */
  async #drawOnce(callers: readonly Caller[]): Promise<number | undefined> {
    if (callers.length === 0) return undefined;
    const now = performance.now();
    const asks = callers.map(({ budgets, deadlineAt }) => ({ budgets: budgets(), patienceMs: deadlineAt - now }));
    try {
      const answers = await this.#store.draw(asks);
      const waits = answers.flatMap(({ answer, waitMs }, index) => {
        const caller = callers[index];
        if (answer === 'granted' && caller) this.#grant(caller);
        else if (answer === 'never') caller?.settle(spent(waitMs));
        else if (caller) Object.assign(caller, { hasWaited: true, waitMs });
        return answer === 'later' ? [waitMs] : [];
      });
      const hasNew = [...this.#callers].some(({ hasWaited }) => !hasWaited);
      return hasNew ? 0 : waits.length > 0 ? Math.max(1, Math.min(...waits)) : undefined;
    } catch (error) {
      this.#onFault(error);
      for (const caller of callers) caller.settle(unknown());
      return this.#callers.size > 0 ? faultMs : undefined;
    }
  }

  #grant(caller: Caller): void {
    this.#served.delete(caller.connection);
    this.#served.add(caller.connection);
    caller.settle(caller.hasWaited ? undefined : 'free');
  }

  /** One of each connection, then the second of each, and so on; of the first ones, that of the connection that was served longest ago. */
  #next(): Caller[] {
    const waiting = new Set([...this.#callers].map(({ connection }) => connection));
    for (const connection of this.#served) if (!waiting.has(connection)) this.#served.delete(connection);
    const lastTurn = new Map([...this.#served].map((connection, turn) => [connection, turn]));
    const turnOf = ({ connection }: Caller) => lastTurn.get(connection) ?? -1;
    const places = new Map<string, number>();
    const placed = [...this.#callers].map((caller) => {
      const place = places.get(caller.connection) ?? 0;
      places.set(caller.connection, place + 1);
      return { caller, place };
    });
    const inTurn = placed
      .sort((one, other) => one.place - other.place || turnOf(one.caller) - turnOf(other.caller))
      .map(({ caller }) => caller);
    return inTurn.slice(0, mostAtOnce);
  }
}

export function spent(freeInMs: number): BudgetError {
  const seconds = Math.max(1, Math.ceil(freeInMs / 1000));
  return new BudgetError(
    `The account may not send another request for about ${seconds} s, and the call may not take that long. Try again then.`,
    Math.ceil(freeInMs),
  );
}

function unknown(): BudgetError {
  return new BudgetError('What the account may send cannot be looked up: the database of the host does not answer.', faultMs);
}
