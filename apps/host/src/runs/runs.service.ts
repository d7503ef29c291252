import { Injectable } from '@nestjs/common';
import { type AuditedAction, AuditLog } from '../audit/audit-log.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { processPaused } from '../errors/process-paused.ts';
import { pageOf, placeOf } from '../http/list-page.ts';
import type { Caller } from '../security/caller.ts';
import { MessageDetails } from './message-details.ts';
import { RunControl } from './run-control.ts';
import { RunStore, type StepCount } from './run-store.ts';
import {
  type MessageAddress,
  type MessageDetail,
  type MessagePage,
  MessageState,
  type MessagesQuery,
  type RunDetail,
  type RunPage,
  type RunStep,
  type RunsQuery,
  type RunView,
  toMessageView,
  toRunView,
} from './run-view.ts';

/** What people and programs may see of runs, and do to them. */
@Injectable()
export class RunsService {
  constructor(
    private readonly store: RunStore,
    private readonly details: MessageDetails,
    private readonly control: RunControl,
    private readonly audit: AuditLog,
  ) {}

  async list(tenant: string, query: RunsQuery): Promise<RunPage> {
    const rows = await this.store.list(tenant, { ...query, limit: query.limit + 1 });
    return pageOf(rows, query.limit, toRunView, ({ started_at, id }) => placeOf(started_at, id));
  }

  async find(tenant: string, id: string): Promise<RunDetail> {
    const run = await this.#find(tenant, id);
    const counts = Map.groupBy(await this.store.stepCounts(tenant, id), ({ step }) => step);
    const steps = [...counts].map(([step, states]) => ({ step, states, first: Math.min(...states.map(({ first }) => first)) }));
    steps.sort((one, other) => one.first - other.first);
    const views: RunStep[] = [];
    for (const { step, states } of steps) views.push(await this.#step(run, tenant, step, states));
    return { ...run, steps: views };
  }

  async messages(tenant: string, id: string, query: MessagesQuery): Promise<MessagePage> {
    await this.#find(tenant, id);
    const rows = await this.store.messages(tenant, id, { ...query, limit: query.limit + 1 });
    return pageOf(rows, query.limit, toMessageView, ({ number }) => String(number));
  }

  async message(tenant: string, { id, message }: MessageAddress): Promise<MessageDetail> {
    const { version } = await this.#find(tenant, id);
    const row = await this.store.message(tenant, message);
    if (row?.run === id) return this.details.of(row, version, 'whole');
    throw new NotFoundError('message_not_found', `The run has no message "${message}".`);
  }

  /** What is under way ends, and nothing follows from it. */
  async cancel(caller: Caller, id: string): Promise<RunView> {
    const before = await this.#underWay(caller.identity.tenant, id, 'cancelled');
    if (before.state === 'cancelled') return before;
    await this.control.cancel(caller.identity.tenant, id);
    return this.#changed(caller, id, 'run.cancelled');
  }

  async pause(caller: Caller, id: string): Promise<RunView> {
    const before = await this.#underWay(caller.identity.tenant, id);
    if (before.pausedBy === 'run') return before;
    await this.control.pause(caller.identity.tenant, id, 'run');
    return this.#changed(caller, id, 'run.paused');
  }

  async resume(caller: Caller, id: string): Promise<RunView> {
    const { tenant } = caller.identity;
    const before = await this.#underWay(tenant, id);
    if (before.state === 'running') {
      // Takes out what may have stayed behind when a pause was cut short.
      await this.control.resume(tenant, id, 'run');
      return before;
    }
    if (before.pausedBy === 'process') throw processPaused(before.processName ?? before.process);
    await this.control.resume(tenant, id, 'run');
    return this.#changed(caller, id, 'run.resumed');
  }

  async #step({ id, version }: RunView, tenant: string, step: string, states: readonly StepCount[]): Promise<RunStep> {
    const byState = new Map(states.map((each) => [each.state, each]));
    const firstNumber = Math.min(...states.map(({ first }) => first));
    const lastNumber = Math.max(...states.map(({ last }) => last));
    const first = await this.store.messageAt(tenant, id, firstNumber);
    const last = lastNumber === firstNumber ? first : await this.store.messageAt(tenant, id, lastNumber);
    const failed = byState.get('failed');
    const shown = failed ? await this.store.messageAt(tenant, id, failed.last) : last;
    return {
      step,
      counts: Object.fromEntries(states.map(({ state, amount }) => [MessageState.parse(state), amount])),
      ...(first.started_at !== null && { startedAt: first.started_at }),
      ...(last.ended_at !== null && !byState.has('waiting') && { endedAt: last.ended_at }),
      message: await this.details.of(shown, version, 'short'),
    };
  }

  async #changed(caller: Caller, id: string, action: AuditedAction): Promise<RunView> {
    await this.audit.record(caller.identity, { action, target: `run:${id}`, correlationId: caller.correlationId });
    return this.#find(caller.identity.tenant, id);
  }

  async #underWay(tenant: string, id: string, besides?: 'cancelled'): Promise<RunView> {
    const run = await this.#find(tenant, id);
    if (run.state === 'running' || run.state === 'paused' || run.state === besides) return run;
    throw new ConflictError('run_ended', `The run ${id} has ended: ${run.state}.`);
  }

  async #find(tenant: string, id: string): Promise<RunView> {
    const row = await this.store.find(tenant, id);
    if (row) return toRunView(row);
    throw new NotFoundError('run_not_found', `There is no run "${id}". It may have been too old to be kept.`, [
      { label: 'See the runs', command: 'mortise runs list' },
    ]);
  }
}
