import { Injectable } from '@nestjs/common';
import type { Insertable, Transaction } from 'kysely';
import type { RunKeysTable } from '../database/run-tables.ts';
import type { Tables } from '../database/tables.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import type { StartedRun } from './process-views.ts';

/** Keys that callers name, so that asking for a run again, since no answer arrived, does not start another one. */
@Injectable()
export class RunKeys {
  /**
   * Notes the key of a run that is about to be started, or gives the run that it was noted for before. Whoever asks at the same
   * moment waits. Throws a ConflictError where something else was asked for then.
   */
  async take(transaction: Transaction<Tables>, row: Insertable<RunKeysTable>): Promise<StartedRun | undefined> {
    const { tenant, process, key, asked } = row;
    const { numInsertedOrUpdatedRows: inserted = 0n } = await transaction
      .insertInto('run_keys')
      .values(row)
      .onConflict((conflict) => conflict.columns(['tenant', 'process', 'key']).doNothing())
      .executeTakeFirstOrThrow();
    if (inserted > 0n) return undefined;
    const known = await transaction
      .selectFrom('run_keys')
      .innerJoin('runs', (join) => join.onRef('runs.tenant', '=', 'run_keys.tenant').onRef('runs.id', '=', 'run_keys.run'))
      .select(['run_keys.asked', 'runs.id', 'runs.process', 'runs.version', 'runs.start'])
      .where('run_keys.tenant', '=', tenant)
      .where('run_keys.process', '=', process)
      .where('run_keys.key', '=', key)
      .executeTakeFirstOrThrow();
    const { asked: before, ...run } = known;
    if (before === asked) return run;
    throw new ConflictError(
      'idempotency_key_used',
      `Under this key the run ${run.id} was asked for, with another input, version or start. Choose another key.`,
      'idempotencyKey',
    );
  }
}
