import { Inject, Injectable } from '@nestjs/common';
import { Kysely, type Selectable, type Updateable } from 'kysely';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import type { Tables } from '../database/tables.ts';
import type { TriggersTable } from '../database/trigger-tables.ts';
import { SharedClock } from '../queue/shared-clock.ts';
import type { TriggerQuery } from './trigger-view.ts';

/** active: starts runs · paused: until its process goes on · ended: its step is gone, what is left of it is being cleared up. */
export type TriggerState = 'active' | 'paused' | 'ended';
export type TriggerRow = Selectable<TriggersTable>;
/** Without what a poll remembers, which may be long. */
export type DueTrigger = Omit<TriggerRow, 'cursor'>;

const dueColumns = [
  'tenant',
  'id',
  'process',
  'step',
  'kind',
  'version',
  'facts',
  'state',
  'due_at',
  'held_until',
  'fence',
  'failures',
  'problem',
  'last_at',
] as const;

/** Which of those that are due. */
interface DueQuery {
  readonly kinds: readonly string[];
  readonly exceptTenants: readonly string[];
  readonly exceptIds: readonly string[];
  readonly limit: number;
}

/** Longer than whatever is done for a trigger at once may take. */
const leaseMs = 90_000;

/** The rows of triggers, which hosts on one database share out among themselves. */
@Injectable()
export class TriggerStore {
  readonly #clock: SharedClock;

  constructor(
    private readonly database: Kysely<Tables>,
    @Inject(configurationToken) { databaseUrl }: Configuration,
  ) {
    this.#clock = new SharedClock(databaseUrl !== undefined);
  }

  /** By the clock that all hosts on the database go by. */
  now(): Promise<Date> {
    return this.#clock.now(this.database);
  }

  /** What is to be done at a time, the longest due first. */
  due({ kinds, exceptTenants, exceptIds, limit }: DueQuery, now: Date): Promise<DueTrigger[]> {
    const time = now.toISOString();
    return this.database
      .selectFrom('triggers')
      .select(dueColumns)
      .where('due_at', '<=', time)
      .where('kind', 'in', kinds)
      .$if(exceptTenants.length > 0, (query) => query.where('tenant', 'not in', exceptTenants))
      .$if(exceptIds.length > 0, (query) => query.where('id', 'not in', exceptIds))
      .where((where) => where.or([where('held_until', 'is', null), where('held_until', '<=', time)]))
      .orderBy('due_at')
      .limit(limit)
      .execute();
  }

  /** Takes it for this host, unless another has taken it or it was changed since it was read. */
  claim({ tenant, id, fence }: DueTrigger, now: Date): Promise<TriggerRow | undefined> {
    return this.database
      .updateTable('triggers')
      .set({ held_until: new Date(now.getTime() + leaseMs).toISOString(), fence: fence + 1 })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('fence', '=', fence)
      .returningAll()
      .executeTakeFirst();
  }

  /** Writes down what was done, and says whether it was still this host's to do. */
  async settle(database: Kysely<Tables>, { tenant, id, fence }: DueTrigger, change: Updateable<TriggersTable>): Promise<boolean> {
    const { numUpdatedRows } = await database
      .updateTable('triggers')
      .set({ held_until: null, failures: 0, problem: null, ...change, fence: fence + 1 })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('fence', '=', fence)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Whether this host still has it to do. */
  async isHeld({ tenant, id, fence }: DueTrigger): Promise<boolean> {
    return (await this.find(tenant, id))?.fence === fence;
  }

  /** Has it looked at. */
  async wake(tenant: string, id: string): Promise<void> {
    await this.database
      .updateTable('triggers')
      .set({ due_at: this.#clock.in(0), held_until: null })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .execute();
  }

  /** Of a process, or all of a tenant; those with an id below `before`. */
  list(tenant: string, { process, before, limit }: TriggerQuery): Promise<DueTrigger[]> {
    return this.database
      .selectFrom('triggers')
      .select(dueColumns)
      .where('tenant', '=', tenant)
      .where('state', '!=', 'ended')
      .$if(process !== undefined, (query) => query.where('process', '=', process ?? ''))
      .$if(before !== undefined, (query) => query.where('id', '<', before ?? ''))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
  }

  find(tenant: string, id: string): Promise<DueTrigger | undefined> {
    return this.database
      .selectFrom('triggers')
      .select(dueColumns)
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .executeTakeFirst();
  }
}
