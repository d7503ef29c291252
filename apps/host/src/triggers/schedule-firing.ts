import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ProcessEngine } from '../runs/process-engine.ts';
import { runIdOf } from './run-id.ts';
import { latestSlot, nextSlot } from './slots.ts';
import type { ScheduleStep } from './trigger-step.ts';
import { type DueTrigger, TriggerStore } from './trigger-store.ts';

/** Starts the runs of schedules. */
@Injectable()
export class ScheduleFiring {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly store: TriggerStore,
    private readonly engine: ProcessEngine,
  ) {}

  /**
   * Serves the slot that is due and goes on to the next, both in one transaction: of all hosts that try, one does. Of slots that were
   * missed only the last is served.
   */
  async work(trigger: DueTrigger, step: ScheduleStep, now: Date): Promise<void> {
    if (trigger.due_at === null) return;
    const { tenant, process, version, step: start, id: schedule } = trigger;
    const slot = latestSlot(step, new Date(trigger.due_at), now);
    const due_at = nextSlot(step, now)?.toISOString() ?? null;
    const id = runIdOf(slot, schedule, slot.getTime());
    const data = step.data ?? { scheduledAt: slot.toISOString() };
    const isOurs = await this.database.transaction().execute(async (transaction) => {
      if (!(await this.store.settle(transaction, trigger, { due_at, last_at: now.toISOString() }))) return false;
      await this.engine.startIn(transaction, { tenant, process, version, start, data, startedBy: 'schedule', id });
      return true;
    });
    if (isOurs) this.engine.wake();
  }
}
