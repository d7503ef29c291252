import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type ExpressionBuilder, Kysely } from 'kysely';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import type { Tables } from '../database/tables.ts';
import { HostLog } from '../observability/host-log.ts';

const sweptEveryMs = 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;
const runsAtOnce = 100;
const messagesAtOnce = 1000;

type Condition = (value: ExpressionBuilder<Tables, 'runs'>) => ReturnType<ExpressionBuilder<Tables, 'runs'>['and']>;

/** Removes runs that are too old or too many, with all of their messages, a portion at a time: at the start, then every hour. */
@Injectable()
export class RunRetention implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> | undefined;
  #isStopping = false;

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly log: HostLog,
    @Inject(configurationToken)
    private readonly configuration: Pick<Configuration, 'keepRunsDays' | 'keepFailedDays' | 'keepRuns'>,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.#begin(), sweptEveryMs).unref();
    this.#begin();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    this.#isStopping = true;
    await this.#sweeping;
  }

  /** Gives how many runs were removed. */
  async sweep(): Promise<number> {
    let removed = 0;
    for (const { id } of await this.database.selectFrom('tenants').select('id').execute()) removed += await this.#sweepOf(id);
    if (removed > 0) this.log.info('runs removed', { runs: removed });
    return removed;
  }

  #begin(): void {
    this.#sweeping = this.sweep().then(
      () => {},
      (error: unknown) => this.log.fault(error),
    );
  }

  async #sweepOf(tenant: string): Promise<number> {
    const { keepRunsDays, keepFailedDays, keepRuns } = this.configuration;
    const now = Date.now();
    const oldest = new Date(now - keepRunsDays * dayMs).toISOString();
    const oldestFailed = new Date(now - keepFailedDays * dayMs).toISOString();
    const byAge = await this.#remove(tenant, oldest, (value) =>
      value.and([value('ended_at', '<', oldest), value.or([value('failed', '=', 0), value('ended_at', '<', oldestFailed)])]),
    );
    const tooMany = await this.database
      .selectFrom('runs')
      .select('started_at')
      .where('tenant', '=', tenant)
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .offset(keepRuns)
      .limit(1)
      .executeTakeFirst();
    if (!tooMany) return byAge;
    // Those with failed messages are kept by their age alone: somebody may still mend them.
    return byAge + (await this.#remove(tenant, tooMany.started_at, (value) => value.and([value('failed', '=', 0)])));
  }

  /** Of the runs that began by a time and have ended. */
  async #remove(tenant: string, until: string, condition: Condition): Promise<number> {
    let removed = 0;
    let after = '';
    while (!this.#isStopping) {
      const runs = await this.database
        .selectFrom('runs')
        .select(['id', 'started_at'])
        .where('tenant', '=', tenant)
        .where('started_at', '<=', until)
        .where('started_at', '>=', after)
        .where('ended_at', 'is not', null)
        .where('open', '=', 0)
        .where(condition)
        .orderBy('started_at')
        .limit(runsAtOnce)
        .execute();
      let ofThese = 0;
      for (const { id } of runs) if (await this.#removeRun(tenant, id)) ofThese++;
      removed += ofThese;
      if (runs.length < runsAtOnce || ofThese === 0) return removed;
      after = runs.at(-1)?.started_at ?? after;
    }
    return removed;
  }

  /** Says whether it could be removed: it goes on where one of its messages was replayed at this moment. */
  async #removeRun(tenant: string, id: string): Promise<boolean> {
    const isOver = await this.database.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('runs')
        .set({ failed: 0 })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .where('open', '=', 0)
        .where('ended_at', 'is not', null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      // From now on nothing of it can be replayed.
      await transaction
        .deleteFrom('messages')
        .where('tenant', '=', tenant)
        .where('run', '=', id)
        .where('state', '=', 'failed')
        .execute();
      return true;
    });
    if (!isOver) return false;
    await this.#inPortions(tenant, id, 'messages');
    await this.#inPortions(tenant, id, 'blobs');
    await this.database.deleteFrom('batches').where('tenant', '=', tenant).where('run', '=', id).execute();
    await this.database.deleteFrom('run_keys').where('tenant', '=', tenant).where('run', '=', id).execute();
    await this.database.deleteFrom('runs').where('tenant', '=', tenant).where('id', '=', id).execute();
    return true;
  }

  async #inPortions(tenant: string, run: string, table: 'messages' | 'blobs'): Promise<void> {
    for (let deleted = messagesAtOnce; deleted === messagesAtOnce; ) {
      const some = this.database
        .selectFrom(table)
        .select('id')
        .where('tenant', '=', tenant)
        .where('run', '=', run)
        .limit(messagesAtOnce);
      const { numDeletedRows } = await this.database
        .deleteFrom(table)
        .where('tenant', '=', tenant)
        .where('id', 'in', some)
        .executeTakeFirst();
      deleted = Number(numDeletedRows);
    }
  }
}
