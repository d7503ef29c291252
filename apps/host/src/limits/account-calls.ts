interface UnderWay {
  readonly since: number;
}

/** The calls under way to each account: of those that take long, one account may have so many only, for a hanging service takes all that it is given. */
export class AccountCalls {
  readonly #mostSlow: number;
  readonly #slowAfterMs: number;
  /** The oldest first. */
  readonly #calls = new Map<string, Set<UnderWay>>();

  constructor(mostSlow: number, slowAfterMs: number) {
    this.#mostSlow = mostSlow;
    this.#slowAfterMs = slowAfterMs;
  }

  /** Gives what is to be called at the end of the call; nothing where the account may have no more of them now. */
  begin(account: string): (() => void) | undefined {
    const calls = this.#calls.get(account) ?? new Set();
    if (this.#isCrowded(calls)) return undefined;
    const call = { since: performance.now() };
    this.#calls.set(account, calls.add(call));
    return () => {
      calls.delete(call);
      if (calls.size === 0) this.#calls.delete(account);
    };
  }

  #isCrowded(calls: ReadonlySet<UnderWay>): boolean {
    const before = performance.now() - this.#slowAfterMs;
    let slow = 0;
    for (const { since } of calls) {
      if (since > before) return false;
      if (++slow === this.#mostSlow) return true;
    }
    return false;
  }
}
