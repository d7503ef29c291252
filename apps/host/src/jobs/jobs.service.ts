import { randomUUID } from 'node:crypto';
import { isMortiseError } from '@mortise/sdk';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Kysely, type Transaction } from 'kysely';
import { AuditLog } from '../audit/audit-log.ts';
import type { Tables } from '../database/tables.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { EventHub } from '../events/event-hub.ts';
import { HostLog } from '../observability/host-log.ts';
import type { Caller } from '../security/caller.ts';
import { JobStore } from './job-store.ts';
import { type JobKind, type JobRow, type JobView, toJobView } from './job-view.ts';

/** What is to be done, and how much of it there is. */
export interface NewJob {
  readonly kind: JobKind;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly total: number;
}

/** What one portion of a job came to. */
export interface Portion {
  readonly done: number;
  readonly isLast: boolean;
}

/** Does a portion of a job within the transaction that notes it. `afterwards` is called once that is durable. */
export type Worker = (transaction: Transaction<Tables>, job: JobRow, afterwards: (act: () => void) => void) => Promise<Portion>;

const lookEveryMs = 5000;
const listed = 50;

/** Long work, portion by portion. It goes on after a restart, and on another host where one was lost. */
@Injectable()
export class JobsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #holder = randomUUID();
  readonly #workers = new Map<string, Worker>();
  readonly #underWay = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly store: JobStore,
    private readonly audit: AuditLog,
    private readonly events: EventHub,
    private readonly log: HostLog,
  ) {}

  /** Says who does jobs of a kind. */
  register(kind: JobKind, worker: Worker): void {
    this.#workers.set(kind, worker);
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.#takeAbandoned(), lookEveryMs).unref();
    void this.#takeAbandoned();
  }

  /** The portion that is under way is finished; the rest is done after the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
  }

  async begin(caller: Caller, { kind, detail, total }: NewJob): Promise<JobView> {
    const { tenant, actor } = caller.identity;
    const facts = {
      tenant,
      id: randomUUID(),
      kind,
      state: 'running',
      detail: JSON.stringify(detail),
      total,
      done: 0,
      error: null,
      created_by: actor,
      created_at: new Date().toISOString(),
      ended_at: null,
      holder: this.#holder,
    };
    const row = await this.database.transaction().execute(async (transaction) => {
      const inserted = await this.store.insert(transaction, facts);
      await this.#record(caller, inserted, 'job.began', transaction);
      return inserted;
    });
    this.#work(row);
    return toJobView(row);
  }

  async list(tenant: string): Promise<JobView[]> {
    return (await this.store.list(tenant, listed)).map(toJobView);
  }

  async find(tenant: string, id: string): Promise<JobView> {
    return toJobView(await this.#find(tenant, id));
  }

  /** What is done already stays done. */
  async cancel(caller: Caller, id: string): Promise<JobView> {
    const { tenant } = caller.identity;
    const row = await this.#find(tenant, id);
    if (row.state === 'cancelled') return toJobView(row);
    const isCancelled = await this.database.transaction().execute(async (transaction) => {
      if (!(await this.store.cancel(transaction, tenant, id))) return false;
      await this.#record(caller, row, 'job.cancelled', transaction);
      return true;
    });
    if (!isCancelled) throw new ConflictError('job_ended', `The job ${id} has ended already.`);
    const cancelled = await this.#find(tenant, id);
    this.#tell(cancelled);
    return toJobView(cancelled);
  }

  async #takeAbandoned(): Promise<void> {
    try {
      for (const job of await this.store.takeAbandoned(this.#holder)) this.#work(job);
    } catch (error) {
      this.log.fault(error);
    }
  }

  #work(job: JobRow): void {
    const work = this.#portions(job)
      .catch((error: unknown) => this.log.fault(error))
      .finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  async #portions(job: JobRow): Promise<void> {
    const worker = this.#workers.get(job.kind);
    if (!worker) throw new Error(`Nobody does jobs of the kind ${job.kind}.`);
    let isLast = false;
    while (!isLast && !this.#isStopping) {
      const portion = await this.#portion(job, worker);
      const now = await this.store.find(job.tenant, job.id);
      if (now) this.#tell(now);
      isLast = portion === undefined || portion.isLast;
    }
  }

  /** Gives nothing where the job was cancelled, or is another host's by now. */
  async #portion(job: JobRow, worker: Worker): Promise<Portion | undefined> {
    const acts: (() => void)[] = [];
    const portion = await this.database.transaction().execute(async (transaction) => {
      // Noted first: whoever no longer holds the job does nothing.
      if (!(await this.store.advance(transaction, job, 0, {}))) return undefined;
      try {
        const { done, isLast } = await worker(transaction, job, (act) => acts.push(act));
        await this.store.advance(transaction, job, done, isLast ? { state: 'done', ended_at: new Date().toISOString() } : {});
        return { done, isLast };
      } catch (error) {
        // Nothing was written where it threw a refusal; any other error undoes the transaction.
        if (!isMortiseError(error)) throw error;
        const { code, title, detail } = error.toJSON();
        const ended_at = new Date().toISOString();
        await this.store.advance(transaction, job, 0, {
          state: 'failed',
          error: JSON.stringify({ code, title, detail }),
          ended_at,
        });
        return { done: 0, isLast: true };
      }
    });
    for (const act of acts) act();
    return portion;
  }

  #tell({ tenant, id, state, done, total }: JobRow): void {
    this.events.publish(tenant, { type: 'job.changed', data: { id, state, done, total } });
  }

  #record(
    { identity, correlationId }: Caller,
    { id, kind, detail, total }: JobRow,
    action: 'job.began' | 'job.cancelled',
    transaction: Transaction<Tables>,
  ): Promise<void> {
    const facts = { kind, total, ...JSON.parse(detail) };
    return this.audit.record(identity, { action, target: `job:${id}`, detail: facts, correlationId }, transaction);
  }

  async #find(tenant: string, id: string): Promise<JobRow> {
    const row = await this.store.find(tenant, id);
    if (row) return row;
    throw new NotFoundError('job_not_found', `There is no job "${id}".`);
  }
}
