import type { EventHub } from '../events/event-hub.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Settled } from './ledger.ts';
import type { HopResult, MessageState } from './message.ts';
import type { EndedRun } from './run-counts.ts';

const toldEveryMs = 500;

interface StepNews {
  readonly tenant: string;
  readonly run: string;
  readonly process: string;
  readonly step: string;
  readonly counts: Partial<Record<MessageState, number>>;
}

/** Tells event stream and metrics what becomes of runs. Messages come by the thousand, so they are told of together, twice a second. */
export class RunNews {
  readonly #events: Pick<EventHub, 'publish'>;
  readonly #metrics: Pick<Metrics, 'run' | 'message'>;
  #steps = new Map<string, StepNews>();
  #timer: NodeJS.Timeout | undefined;

  constructor(events: Pick<EventHub, 'publish'>, metrics: Pick<Metrics, 'run' | 'message'>) {
    this.#events = events;
    this.#metrics = metrics;
  }

  settled({ accepted, ended }: Settled): void {
    for (const result of accepted) this.#message(result);
    this.ended(ended);
  }

  ended(runs: readonly EndedRun[]): void {
    for (const { tenant, id, process, state } of runs) {
      this.#metrics.run(state);
      this.#events.publish(tenant, { type: 'run.ended', data: { id, process, state } });
    }
  }

  changed({ tenant, id, process }: Omit<EndedRun, 'state'>, type: 'run.paused' | 'run.resumed'): void {
    this.#events.publish(tenant, { type, data: { id, process } });
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #message({ hop, attempt, outcome }: HopResult): void {
    const { message, run } = hop;
    const isFirstAttempt = message.attempts === '[]';
    const waitedMs = Date.parse(attempt.at) - Date.parse(message.created_at);
    this.#metrics.message(outcome.state, isFirstAttempt ? waitedMs : undefined);
    if (message.parent === null && isFirstAttempt) {
      const data = { id: run.id, process: run.process, version: run.version };
      this.#events.publish(run.tenant, { type: 'run.started', data });
    }
    if (outcome.state === 'failed') {
      const data = { id: message.id, run: run.id, process: run.process, step: message.step, code: outcome.code };
      this.#events.publish(run.tenant, { type: 'message.failed', data });
    }
    this.#count(hop, outcome.state);
  }

  #count({ run: { tenant, id: run, process }, message: { step } }: HopResult['hop'], state: MessageState): void {
    const key = `${tenant} ${run} ${step}`;
    const news = this.#steps.get(key) ?? { tenant, run, process, step, counts: {} };
    news.counts[state] = (news.counts[state] ?? 0) + 1;
    this.#steps.set(key, news);
    this.#timer ??= setTimeout(() => this.#tell(), toldEveryMs).unref();
  }

  #tell(): void {
    this.#timer = undefined;
    const steps = this.#steps;
    this.#steps = new Map();
    for (const { tenant, ...data } of steps.values()) this.#events.publish(tenant, { type: 'step.ended', data });
  }
}
