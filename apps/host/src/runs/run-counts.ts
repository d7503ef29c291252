import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';

type Writer = Transaction<Tables>;

/** running: or waiting for its turn · paused: until somebody lets it go on. The others are ends. */
export const runStates = ['running', 'paused', 'completed', 'failed', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];

/** A run as it is after its counts have changed. */
export interface CountedRun {
  readonly id: string;
  readonly tenant: string;
  readonly process: string;
  readonly state: RunState;
  readonly open: number;
  readonly failed: number;
  readonly turn: number;
}

/** A run that has come to its end, for those who follow. */
export type EndedRun = Pick<CountedRun, 'id' | 'tenant' | 'process' | 'state'>;

/** How the counts of a run change. */
interface Counts {
  readonly open?: number;
  readonly failed?: number;
  /** Messages that are added. */
  readonly turns?: number;
}

/** Counts the messages of runs that are open and that have failed, and their turns. The counts say when a run is at its end. */
export class RunCounts {
  /** The latest turn that was served. What begins now goes on from there, so nobody has to wait behind all who were before. */
  #served = 0;

  noteServed(turn: number): void {
    this.#served = Math.max(this.#served, turn);
  }

  /** The turn of the first message of a run that begins now. */
  firstTurn(): number {
    return this.#served + 1;
  }

  /** Holds the run until the end of the transaction, and gives it as it is then. */
  async change(
    transaction: Writer,
    tenant: string,
    id: string,
    { open = 0, failed = 0, turns = 0 }: Counts,
  ): Promise<CountedRun | undefined> {
    const { rows } = await sql<CountedRun>`
      UPDATE runs SET open = open + ${sql.lit(open)}, failed = failed + ${sql.lit(failed)},
        turn = CASE WHEN turn < ${sql.lit(this.#served)} THEN ${sql.lit(this.#served)} ELSE turn END + ${sql.lit(turns)}
      WHERE tenant = ${tenant} AND id = ${id} RETURNING id, tenant, process, state, open, failed, turn
    `.execute(transaction);
    const [run] = rows;
    return run && { ...run, turn: Number(run.turn) };
  }

  /** Ends a run that has nothing open. Gives it, where it was under way. */
  async end(transaction: Writer, { id, tenant, process, failed }: CountedRun, now: string): Promise<EndedRun[]> {
    const state = failed > 0 ? 'failed' : 'completed';
    const { numUpdatedRows } = await transaction
      .updateTable('runs')
      .set({ state, ended_at: now, paused_by: null })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('state', 'in', ['running', 'paused'])
      .executeTakeFirst();
    return numUpdatedRows > 0n ? [{ id, tenant, process, state }] : [];
  }

  /** The end of a run that may have ended before, now that fewer of its messages are failed. */
  async endAnew(transaction: Writer, run: CountedRun, now: string): Promise<EndedRun[]> {
    const { tenant, id, process, open, failed, state } = run;
    if (open > 0 || state === 'cancelled') return [];
    if (state === 'running' || state === 'paused') return this.end(transaction, run, now);
    if (failed > 0) return [];
    const completed = { state: 'completed', ended_at: now } as const;
    await transaction.updateTable('runs').set(completed).where('tenant', '=', tenant).where('id', '=', id).execute();
    return [{ id, tenant, process, state: 'completed' }];
  }

  /** Lets a run that has ended go on, unless it was cancelled; with its process paused, it is paused too. */
  async reopen(transaction: Writer, { tenant, id }: CountedRun, isPaused = false): Promise<void> {
    await transaction
      .updateTable('runs')
      .set({ state: isPaused ? 'paused' : 'running', paused_by: isPaused ? 'process' : null, ended_at: null })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('state', 'in', ['failed', 'completed'])
      .execute();
  }
}
