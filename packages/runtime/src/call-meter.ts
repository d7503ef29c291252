import type { ExchangeReport, Outcome } from '@mortise/sdk';
import type { ActionFacts, RuntimeObserver } from './call.ts';

/** Measures one call, and tells of its requests and of its end. */
export class CallMeter {
  readonly #observer: RuntimeObserver;
  readonly #facts: ActionFacts;
  readonly #startedAt: number;
  #requestBytes = 0;
  #responseBytes = 0;
  #status = 0;
  #budgetWaitMs = 0;

  constructor(observer: RuntimeObserver, facts: ActionFacts, startedAt: number) {
    this.#observer = observer;
    this.#facts = facts;
    this.#startedAt = startedAt;
  }

  readonly onExchange = (exchange: ExchangeReport): void => {
    this.#requestBytes += exchange.requestBytes;
    this.#responseBytes += exchange.responseBytes;
    this.#status = exchange.status ?? 0;
    this.#observer.onExchange?.({ ...exchange, ...this.#facts });
  };

  readonly onBudgetWait = (waitedMs: number): void => {
    this.#budgetWaitMs += waitedMs;
  };

  /** Returns how many milliseconds it took. */
  ended(outcome: Outcome['outcome'], error: string | undefined, attempts: number): number {
    const durationMs = performance.now() - this.#startedAt;
    this.#observer.onCall?.({
      ...this.#facts,
      outcome,
      error,
      statusClass: this.#status ? `${Math.floor(this.#status / 100)}xx` : undefined,
      attempts,
      durationMs,
      budgetWaitMs: this.#budgetWaitMs,
      requestBytes: this.#requestBytes,
      responseBytes: this.#responseBytes,
    });
    return durationMs;
  }
}
