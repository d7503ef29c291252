import { Inject, Injectable } from '@nestjs/common';
import { Kysely, type Transaction } from 'kysely';
import { isDeadlock } from '../database/is-deadlock.ts';
import type { Tables } from '../database/tables.ts';
import { ProcessEngine } from './process-engine.ts';

const entriesAtOnce = 1000;
const mostTries = 5;

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

  /**
   * Says whether the run was under way, or paused already. One that was paused itself stays paused after its process, and nothing
   * is paused with a process that has gone on.
   */
  async pause(tenant: string, id: string, by: 'run' | 'process'): Promise<boolean> {
    const run = await this.#transact(async (transaction) => {
      if (by === 'process' && !(await holdProcess(transaction, tenant, id, 'paused'))) return undefined;
      return transaction
        .updateTable('runs')
        .set({ state: 'paused', paused_by: by })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('state', 'in', by === 'run' ? ['running', 'paused'] : ['running'])
        .returning(['tenant', 'id', 'process'])
        .executeTakeFirst();
    });
    if (!run) return false;
    this.engine.news.changed(run, 'run.paused');
    let put: number;
    do {
      put = await this.#transact(async (transaction) => {
        const isPaused = await holdRun(transaction, tenant, id, 'paused');
        return isPaused ? this.engine.queue.pause(transaction, tenant, id, entriesAtOnce) : 0;
      });
    } while (put === entriesAtOnce);
    return true;
  }

  /**
   * Says whether the run was paused by this, and has gone on. What is still put away of one that is under way goes on too, and
   * nothing goes on with a process that is paused: a run that is to go on by itself waits for that.
   */
  async resume(tenant: string, id: string, by: 'run' | 'process'): Promise<boolean> {
    const run = await this.#transact(async (transaction) => {
      if (!(await holdProcess(transaction, tenant, id, 'active'))) {
        if (by === 'run') await leaveToProcess(transaction, tenant, id);
        return undefined;
      }
      const resumed = await transaction
        .updateTable('runs')
        .set({ state: 'running', paused_by: null })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('state', '=', 'paused')
        .where('paused_by', '=', by)
        .returning(['tenant', 'id', 'process'])
        .executeTakeFirst();
      const isRunning = resumed !== undefined || (await holdRun(transaction, tenant, id, 'running'));
      if (isRunning) await this.engine.queue.resume(transaction, tenant, id);
      return resumed;
    });
    this.engine.wake();
    if (!run) return false;
    this.engine.news.changed(run, 'run.resumed');
    return true;
  }

  /** Says whether the run was under way. */
  async cancel(tenant: string, id: string): Promise<boolean> {
    const run = await this.#transact(async (transaction) => {
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
      withdrawn = await this.#transact((transaction) => this.engine.ledger.withdraw(transaction, tenant, id, entriesAtOnce));
    } while (withdrawn === entriesAtOnce);
    this.engine.news.ended([{ ...run, state: 'cancelled' }]);
    return true;
  }

  /** Hosts take entries of the run meanwhile, and may wait for each other with this. */
  async #transact<Result>(work: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.database.transaction().execute(work);
      } catch (error) {
        if (!isDeadlock(error) || tries === mostTries) throw error;
      }
    }
  }
}

/** Says whether the run is in this state, and keeps it there until the end of the transaction. */
async function holdRun(
  transaction: Transaction<Tables>,
  tenant: string,
  id: string,
  state: 'running' | 'paused',
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('runs')
    .set({ state })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('state', '=', state)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A run that is paused goes on together with its process. */
async function leaveToProcess(transaction: Transaction<Tables>, tenant: string, id: string): Promise<void> {
  await transaction
    .updateTable('runs')
    .set({ paused_by: 'process' })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('state', '=', 'paused')
    .execute();
}

/** Says whether the process of the run is in this state, and keeps it there. To be called before the run is locked. */
async function holdProcess(
  transaction: Transaction<Tables>,
  tenant: string,
  run: string,
  state: 'active' | 'paused',
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('processes')
    .set({ state })
    .where('tenant', '=', tenant)
    .where('id', '=', (value) => value.selectFrom('runs').select('process').where('tenant', '=', tenant).where('id', '=', run))
    .where('state', '=', state)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
