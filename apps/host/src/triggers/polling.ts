import { Runtime } from '@mortise/runtime';
import { type Outcome, ReportedError } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import { applicationOf } from '../actions/application-of.ts';
import { OpenConnections } from '../connections/open-connections.ts';
import type { Tables } from '../database/tables.ts';
import { ProcessEngine } from '../runs/process-engine.ts';
import { runIdOf } from './run-id.ts';
import type { PollStep } from './trigger-step.ts';
import { type DueTrigger, type TriggerRow, TriggerStore } from './trigger-store.ts';

const pollTakesMs = 60_000;
/** A poll that gives so many may have left some to the next one. */
const many = 1000;

type Page = Extract<Outcome, { outcome: 'page' }>;

/** Asks services for what is new, and starts a run for each item. */
@Injectable()
export class Polling {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly store: TriggerStore,
    private readonly connections: OpenConnections,
    private readonly runtime: Runtime,
    private readonly engine: ProcessEngine,
  ) {}

  /**
   * What a poll remembers and the runs of what it found are stored together, so that whatever happens in between no item is lost and
   * none starts twice. Throws what the poll ended with.
   */
  async work(due: DueTrigger, step: PollStep, signal: AbortSignal, now: Date): Promise<void> {
    const trigger = await this.store.claim(due, now);
    if (!trigger) return;
    const outcome = await this.#poll(trigger, step, signal);
    if (outcome.outcome === 'page') await this.#accept(trigger, step, outcome, now);
    else if (outcome.outcome === 'limit') await this.#wait(trigger, step, outcome.afterMs);
    else throw new ReportedError(errorOf(outcome));
  }

  async #poll(trigger: TriggerRow, step: PollStep, signal: AbortSignal): Promise<Outcome> {
    const { tenant, id, fence } = trigger;
    const connection =
      step.connection === undefined
        ? undefined
        : await this.connections.find(tenant, applicationOf(step.action), step.connection);
    const { outcome } = await this.runtime.call({
      action: step.action,
      version: step.version,
      input: step.input,
      connection,
      cursor: trigger.cursor ?? undefined,
      timeoutMs: pollTakesMs,
      maxAttempts: 1,
      idempotencyKey: `${id}.${fence}`,
      tenant,
      signal,
    });
    return outcome;
  }

  async #accept(trigger: TriggerRow, { everySeconds }: PollStep, { items, cursor }: Page, now: Date): Promise<void> {
    const { tenant, process, version, step: start, id: poll, fence } = trigger;
    const next = items.length < many ? new Date(now.getTime() + everySeconds * 1000) : now;
    const change = { due_at: next.toISOString(), last_at: now.toISOString(), cursor: cursor ?? trigger.cursor };
    const isOurs = await this.database.transaction().execute(async (transaction) => {
      if (!(await this.store.settle(transaction, trigger, change))) return false;
      const facts = { process, version, start, startedBy: 'poll' };
      const runs = items.map((data, index) => ({ ...facts, data, id: runIdOf(now, poll, fence, index) }));
      await this.engine.startAllIn(transaction, tenant, runs);
      return true;
    });
    if (isOurs && items.length > 0) this.engine.wake();
  }

  /** The account has nothing left at this moment, which is no failure. */
  async #wait(trigger: TriggerRow, { everySeconds }: PollStep, afterMs = everySeconds * 1000): Promise<void> {
    await this.store.settle(this.database, trigger, {
      due_at: new Date((await this.store.now()).getTime() + afterMs).toISOString(),
    });
  }
}

function errorOf(outcome: Outcome): ConstructorParameters<typeof ReportedError>[0] {
  if ('error' in outcome && outcome.error) return outcome.error;
  return {
    code: 'no_output',
    title: 'The poll ended without a page',
    detail: `It ended with "${outcome.outcome}". Its plugin has to give a page.`,
    do: [],
    retryable: false,
  };
}
