import { Inject, Injectable } from '@nestjs/common';
import { Kysely, sql, type Transaction } from 'kysely';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import type { Tables } from '../database/tables.ts';
import { SharedClock } from '../queue/shared-clock.ts';
import type { JobRow } from './job-view.ts';

const leaseMs = 10_000;

/** The rows of jobs. A job belongs to the host that holds its lease; another takes it over where that ran out. */
@Injectable()
export class JobStore {
  readonly #clock: SharedClock;

  constructor(
    private readonly database: Kysely<Tables>,
    @Inject(configurationToken) { databaseUrl }: Configuration,
  ) {
    this.#clock = new SharedClock(databaseUrl !== undefined);
  }

  find(tenant: string, id: string): Promise<JobRow | undefined> {
    return this.database.selectFrom('jobs').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst();
  }

  /** The newest first. */
  list(tenant: string, limit: number): Promise<JobRow[]> {
    return this.database
      .selectFrom('jobs')
      .selectAll()
      .where('tenant', '=', tenant)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
  }

  async insert(transaction: Transaction<Tables>, row: Omit<JobRow, 'lease_until'>): Promise<JobRow> {
    return transaction
      .insertInto('jobs')
      .values({ ...row, lease_until: this.#leaseEnd() })
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Jobs of all tenants that nobody works on. */
  async takeAbandoned(holder: string): Promise<JobRow[]> {
    return this.database
      .updateTable('jobs')
      .set({ holder, lease_until: this.#leaseEnd() })
      .where('state', '=', sql.lit('running'))
      .where('lease_until', '<', this.#clock.in(0))
      .returningAll()
      .execute();
  }

  /** Notes what was done, and ends the job where it is over. Says whether it is still this host's. */
  async advance(
    transaction: Transaction<Tables>,
    { tenant, id, holder }: JobRow,
    done: number,
    end: Partial<Pick<JobRow, 'state' | 'error' | 'ended_at'>>,
  ): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('jobs')
      .set((value) => ({ done: value('done', '+', done), lease_until: this.#leaseEnd(), ...end }))
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('holder', '=', holder)
      .where('state', '=', 'running')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Says whether it was under way. */
  async cancel(transaction: Transaction<Tables>, tenant: string, id: string): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('jobs')
      .set({ state: 'cancelled', ended_at: new Date().toISOString() })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('state', '=', 'running')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  #leaseEnd() {
    return this.#clock.in(leaseMs);
  }
}
