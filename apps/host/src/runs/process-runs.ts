import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { Caller } from '../security/caller.ts';
import { RunControl } from './run-control.ts';

const runsAtOnce = 100;

/**
 * Changes all runs of a process together. Its state has to be changed before: runs that begin meanwhile are not seen, and where it
 * changes once more meanwhile, the rest is left to whoever did that. Who was interrupted does it again.
 */
@Injectable()
export class ProcessRuns {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly control: RunControl,
  ) {}

  /** Gives how many were paused. */
  pause({ identity: { tenant } }: Caller, process: string): Promise<number> {
    return this.#each(tenant, process, ['running'], (id) => this.control.pause(tenant, id, 'process'));
  }

  /** Lets those go on that were paused with their process. */
  resume({ identity: { tenant } }: Caller, process: string): Promise<number> {
    return this.#each(tenant, process, ['paused'], (id) => this.control.resume(tenant, id, 'process'));
  }

  /** For a process that is going to be deleted. */
  cancel({ identity: { tenant } }: Caller, process: string): Promise<number> {
    return this.#each(tenant, process, ['running', 'paused'], (id) => this.control.cancel(tenant, id));
  }

  async #each(
    tenant: string,
    process: string,
    states: readonly string[],
    change: (id: string) => Promise<boolean>,
  ): Promise<number> {
    let count = 0;
    let after = '';
    for (;;) {
      const runs = await this.database
        .selectFrom('runs')
        .select('id')
        .where('tenant', '=', tenant)
        .where('process', '=', process)
        .where('state', 'in', states)
        .where('id', '>', after)
        .orderBy('id')
        .limit(runsAtOnce)
        .execute();
      for (const { id } of runs) if (await change(id)) count++;
      const last = runs.at(-1);
      if (!last || runs.length < runsAtOnce) return count;
      after = last.id;
    }
  }
}
