import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { JobRow } from '../jobs/job-view.ts';
import { JobsService, type Portion, type Worker } from '../jobs/jobs.service.ts';
import { Metrics } from '../observability/metrics.ts';
import { ProcessVersions } from '../processes/process-versions.ts';
import { FailedMessageStore } from './failed-message-store.ts';
import { BulkDiscard, BulkReplay } from './failed-message-view.ts';
import { latestVersion } from './latest-version.ts';
import type { MessageRow } from './message.ts';
import { ProcessEngine } from './process-engine.ts';

const messagesAtOnce = 100;

type Act = Parameters<Worker>[2];

/** Replays and discards failed messages by the thousand. What fails again after the job began is not taken a second time. */
@Injectable()
export class FailedMessageJobs implements OnModuleInit {
  constructor(
    private readonly jobs: JobsService,
    private readonly store: FailedMessageStore,
    private readonly versions: ProcessVersions,
    private readonly engine: ProcessEngine,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.jobs.register('replay', (...portion) => this.#replay(...portion));
    this.jobs.register('discard', (...portion) => this.#discard(...portion));
    this.metrics.count('mortise_failed_messages', 'Failed messages that wait for somebody', 'code', () =>
      this.store.countByCode(),
    );
  }

  async #replay(transaction: Transaction<Tables>, job: JobRow, afterwards: Act): Promise<Portion> {
    const { filter, version } = BulkReplay.parse(JSON.parse(job.detail));
    const found = await this.store.replayable(transaction, job.tenant, filter, job.created_at, messagesAtOnce);
    const byVersion = new Map<number | undefined, MessageRow[]>();
    for (const { published, ...row } of found) {
      const wanted = version === 'latest' ? await latestVersion(this.versions, row, published, transaction) : undefined;
      byVersion.set(wanted, [...(byVersion.get(wanted) ?? []), row]);
    }
    let done = 0;
    for (const [wanted, rows] of byVersion) done += await this.engine.ledger.replay(transaction, rows, wanted, job.created_by);
    afterwards(() => this.engine.wake());
    return { done, isLast: found.length < messagesAtOnce };
  }

  async #discard(transaction: Transaction<Tables>, job: JobRow, afterwards: Act): Promise<Portion> {
    const { filter, reason } = BulkDiscard.parse(JSON.parse(job.detail));
    const rows = await this.store.portion(transaction, job.tenant, filter, job.created_at, messagesAtOnce);
    const { discarded, ended } = await this.engine.ledger.discard(transaction, rows, reason, job.created_by);
    afterwards(() => {
      this.engine.news.ended(ended);
      this.engine.wake();
    });
    return { done: discarded, isLast: rows.length < messagesAtOnce };
  }
}
