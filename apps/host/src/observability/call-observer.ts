import type { ActionFacts, CallReport, RuntimeObserver } from '@mortise/runtime';
import type { ExchangeReport } from '@mortise/sdk';
import type { EventHub } from '../events/event-hub.ts';
import type { HostLog } from './host-log.ts';
import type { Metrics } from './metrics.ts';

/** Tells log, metrics and event stream what the runtime reports. */
export class CallObserver implements RuntimeObserver {
  readonly #log: HostLog;
  readonly #metrics: Metrics;
  readonly #events: EventHub;

  constructor(log: HostLog, metrics: Metrics, events: EventHub) {
    this.#log = log;
    this.#metrics = metrics;
    this.#events = events;
  }

  onCall(report: CallReport): void {
    this.#metrics.call(report);
    this.#log.call(report);
    const { tenant, ...data } = report;
    if (tenant !== undefined) this.#events.publish(tenant, { type: 'call.ended', data });
  }

  onExchange(report: ExchangeReport & ActionFacts): void {
    this.#metrics.exchange(report);
    this.#log.exchange(report);
  }

  onLog(
    facts: ActionFacts,
    ...entry: Parameters<NonNullable<RuntimeObserver['onLog']>> extends [unknown, ...infer Rest] ? Rest : never
  ): void {
    this.#log.plugin(facts, ...entry);
  }
}
