import { Inject, Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ProcessEngine } from './process-engine.ts';

const entriesAtOnce = 1000;

/**
 * Pauses, resumes and cancels runs. What is under way ends; what comes of it waits, or is dropped. The state of the run decides, so
 * entries of the queue that were not reached, because a host ended here or holds them, are put away when their turn comes.
 */
@Injectable()
export class RunControl {
  constructor(
    private readonly database: Kysely<Tables>,
    @Inject(ProcessEngine)
    private readonly engine: Pick<ProcessEngine, 'queue' | 'ledger' | 'news' | 'wake'>,
  ) {}

  /** Says whether the run was under way, or paused already. One that was paused with its process stays paused after it. */
  async pause(tenant: string, id: string, by: 'run' | 'process'): Promise<boolean> {
    const run = await this.database
      .updateTable('runs')
      .set({ state: 'paused', paused_by: by })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('state', 'in', by === 'run' ? ['running', 'paused'] : ['running'])
      .returning(['tenant', 'id', 'process'])
      .executeTakeFirst();
    if (!run) return false;
    let put: number;
    do {
      put = await this.database
        .transaction()
        .execute((transaction) => this.engine.queue.pause(transaction, tenant, id, entriesAtOnce));
    } while (put === entriesAtOnce);
    this.engine.news.changed(run, 'run.paused');
    return true;
  }

  /** Says whether the run was paused by this. */
  async resume(tenant: string, id: string, by: 'run' | 'process'): Promise<boolean> {
    const run = await this.database.transaction().execute(async (transaction) => {
      const resumed = await transaction
        .updateTable('runs')
        .set({ state: 'running', paused_by: null })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('state', '=', 'paused')
        .where('paused_by', '=', by)
        .returning(['tenant', 'id', 'process'])
        .executeTakeFirst();
      if (resumed) await this.engine.queue.resume(transaction, tenant, id);
      return resumed;
    });
    if (!run) return false;
    this.engine.wake();
    this.engine.news.changed(run, 'run.resumed');
    return true;
  }

  /** Says whether the run was under way. */
  async cancel(tenant: string, id: string): Promise<boolean> {
    const run = await this.database.transaction().execute(async (transaction) => {
      const cancelled = await transaction
        .updateTable('runs')
        .set({ state: 'cancelled', ended_at: new Date().toISOString(), paused_by: null })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('state', 'in', ['running', 'paused'])
        .returning(['tenant', 'id', 'process'])
        .executeTakeFirst();
      if (cancelled) await transaction.deleteFrom('batches').where('tenant', '=', tenant).where('run', '=', id).execute();
      return cancelled;
    });
    if (!run) return false;
    let withdrawn: number;
    do {
      withdrawn = await this.database
        .transaction()
        .execute((transaction) => this.engine.ledger.withdraw(transaction, tenant, id, entriesAtOnce));
    } while (withdrawn === entriesAtOnce);
    this.engine.news.ended([{ ...run, state: 'cancelled' }]);
    return true;
  }
}
