import { Injectable } from '@nestjs/common';
import { Kysely, type Transaction } from 'kysely';
import { type AuditedAction, AuditLog } from '../audit/audit-log.ts';
import type { Tables } from '../database/tables.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { processPaused } from '../errors/process-paused.ts';
import { pageOf, placeOf } from '../http/list-page.ts';
import type { JobView } from '../jobs/job-view.ts';
import { JobsService } from '../jobs/jobs.service.ts';
import { ProcessVersions } from '../processes/process-versions.ts';
import type { Caller } from '../security/caller.ts';
import { FailedMessageStore } from './failed-message-store.ts';
import {
  type BulkDiscard,
  type BulkReplay,
  type Cause,
  type Discard,
  type FailedMessageDetail,
  type FailedMessagePage,
  type FailedMessagesQuery,
  type MessageChange,
  type Replay,
  toFailedMessageDetail,
  toFailedMessageView,
} from './failed-message-view.ts';
import { latestVersion } from './latest-version.ts';
import { MessageDetails } from './message-details.ts';
import { ProcessEngine } from './process-engine.ts';

type FoundMessage = NonNullable<Awaited<ReturnType<FailedMessageStore['find']>>>;

/** What failed and waits for somebody: to be read, mended, replayed or discarded. */
@Injectable()
export class FailedMessagesService {
  constructor(
    private readonly store: FailedMessageStore,
    private readonly details: MessageDetails,
    private readonly versions: ProcessVersions,
    private readonly engine: ProcessEngine,
    private readonly jobs: JobsService,
    private readonly audit: AuditLog,
    private readonly database: Kysely<Tables>,
  ) {}

  async list(tenant: string, query: FailedMessagesQuery): Promise<FailedMessagePage> {
    const rows = await this.store.list(tenant, { ...query, limit: query.limit + 1 });
    return pageOf(rows, query.limit, toFailedMessageView, ({ ended_at, created_at, id }) => placeOf(ended_at ?? created_at, id));
  }

  causes(tenant: string, process: string | undefined): Promise<Cause[]> {
    return this.store.causes(tenant, process);
  }

  async find(tenant: string, id: string): Promise<FailedMessageDetail> {
    const row = await this.#find(tenant, id);
    return toFailedMessageDetail(row, await this.details.of(row, row.run_version, 'whole'));
  }

  /** Its next replay goes on with other data. */
  async edit(caller: Caller, id: string, { data }: MessageChange): Promise<FailedMessageDetail> {
    const { tenant, actor } = caller.identity;
    const row = await this.#find(tenant, id);
    await this.#change(caller, row, 'message.edited', (transaction) => this.engine.ledger.edit(transaction, row, data, actor));
    return this.find(tenant, id);
  }

  /** From the step at which it failed. Gives its run, where it can be followed. */
  async replay(caller: Caller, id: string, { version }: Replay): Promise<{ readonly id: string; readonly run: string }> {
    const { tenant, actor } = caller.identity;
    const row = await this.#find(tenant, id);
    if (row.run_state === 'cancelled') {
      throw new ConflictError('run_cancelled', `The run ${row.run} was cancelled. Start another one, or discard the message.`);
    }
    if (row.process_name === null) throw new NotFoundError('process_not_found', 'The process of the message was deleted.');
    if (row.process_state === 'paused') {
      throw processPaused(row.process_name);
    }
    const wanted = version === 'latest' ? await latestVersion(this.versions, row, row.published) : undefined;
    await this.#change(caller, row, 'message.replayed', async (transaction) => {
      return (await this.engine.ledger.replay(transaction, [row], wanted, actor)) > 0;
    });
    this.engine.wake();
    return { id, run: row.run };
  }

  async discard(caller: Caller, id: string, { reason }: Discard): Promise<void> {
    const { tenant, actor } = caller.identity;
    const row = await this.#find(tenant, id);
    const ended = await this.#change(caller, row, 'message.discarded', async (transaction) => {
      const { discarded, ended } = await this.engine.ledger.discard(transaction, [row], reason, actor);
      return discarded > 0 && ended;
    });
    this.engine.news.ended(ended);
    this.engine.wake();
  }

  async replayAll(caller: Caller, { filter, version }: BulkReplay): Promise<JobView> {
    const total = await this.store.count(caller.identity.tenant, filter);
    return this.jobs.begin(caller, { kind: 'replay', detail: { filter, version }, total });
  }

  async discardAll(caller: Caller, { filter, reason }: BulkDiscard): Promise<JobView> {
    const total = await this.store.count(caller.identity.tenant, filter);
    return this.jobs.begin(caller, { kind: 'discard', detail: { filter, reason }, total });
  }

  /** Throws where it is no failed message any more. */
  async #change<Result>(
    { identity, correlationId }: Caller,
    { id, run, process, step }: FoundMessage,
    action: AuditedAction,
    change: (transaction: Transaction<Tables>) => Promise<Result | false>,
  ): Promise<Result> {
    return this.database.transaction().execute(async (transaction) => {
      const result = await change(transaction);
      if (result === false) throw notFailed(id);
      const entry = { action, target: `message:${id}`, detail: { run, process, step }, correlationId };
      await this.audit.record(identity, entry, transaction);
      return result;
    });
  }

  async #find(tenant: string, id: string): Promise<FoundMessage> {
    const row = await this.store.find(tenant, id);
    if (!row) throw notFailed(id);
    return row;
  }
}

function notFailed(id: string): NotFoundError {
  return new NotFoundError(
    'failed_message_not_found',
    `There is no failed message "${id}". It may have been replayed meanwhile.`,
    [{ label: 'See the failed messages', command: 'mortise failed list' }],
  );
}
