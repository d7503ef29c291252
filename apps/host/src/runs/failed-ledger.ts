import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { holdState } from '../processes/hold-state.ts';
import type { QueueEntry, WorkQueue } from '../queue/work-queue.ts';
import type { Batches } from './batches.ts';
import { byRun } from './by-run.ts';
import { Contents } from './contents.ts';
import { type Attempt, type MessageRow, withAttempt } from './message.ts';
import type { EndedRun, RunCounts } from './run-counts.ts';

type Writer = Transaction<Tables>;

export interface Discarded {
  readonly discarded: number;
  /** Runs that had nothing else left. */
  readonly ended: readonly EndedRun[];
}

/** Writes down what people do with messages that have failed, and what follows from it. */
export class FailedLedger {
  readonly #queue: WorkQueue;
  readonly #counts: RunCounts;
  readonly #batches: Batches;
  readonly #isShared: boolean;
  readonly #contents = new Contents();

  constructor(queue: WorkQueue, counts: RunCounts, batches: Batches, isShared: boolean) {
    this.#queue = queue;
    this.#counts = counts;
    this.#batches = batches;
    this.#isShared = isShared;
  }

  /**
   * Lets failed messages be worked on again, with another version where one is given, and opens their runs for it. Gives how many
   * still were failed. Their runs must not be cancelled.
   */
  async replay(transaction: Writer, rows: readonly MessageRow[], version: number | undefined, by: string): Promise<number> {
    const now = new Date().toISOString();
    await this.#queue.order(transaction, rows);
    let replayed = 0;
    for (const ofRun of byRun(rows, (row) => row)) {
      const [first] = ofRun;
      const process = await this.#processState(transaction, first);
      if (process === undefined) continue;
      const revived: MessageRow[] = [];
      for (const row of ofRun) {
        const attempt = deed('replayed', now, by);
        const change = {
          state: 'waiting',
          error: null,
          ended_at: null,
          replayed_at: now,
          attempts: withAttempt(row.attempts, attempt),
          ...(version !== undefined && { version }),
        };
        if (await this.#changeFailed(transaction, row, change)) revived.push(row);
      }
      if (revived.length === 0) continue;
      const counts = { open: revived.length, failed: -revived.length, turns: revived.length };
      const run = await this.#counts.change(transaction, first.tenant, first.run, counts);
      if (!run) continue;
      const isPaused = process === 'paused' || run.state === 'paused';
      await this.#counts.reopen(transaction, run, isPaused);
      const entries = revived.map((row, index): QueueEntry => {
        const turn = run.turn - revived.length + index + 1;
        return { tenant: row.tenant, message: row.id, turn, sequence: row.sequence ?? undefined };
      });
      await this.#queue.add(transaction, entries, isPaused);
      replayed += revived.length;
    }
    return replayed;
  }

  /** Gives failed messages up for good. What waited for them goes on without them, once its process does. */
  async discard(transaction: Writer, rows: readonly MessageRow[], reason: string, by: string): Promise<Discarded> {
    const now = new Date().toISOString();
    const ended: EndedRun[] = [];
    let discarded = 0;
    for (const ofRun of byRun(rows, (row) => row)) {
      const [first] = ofRun;
      const process = await this.#processState(transaction, first);
      const gone: MessageRow[] = [];
      for (const row of ofRun) {
        const attempts = withAttempt(row.attempts, { ...deed('discarded', now, by), reason });
        if (await this.#changeFailed(transaction, row, { state: 'discarded', attempts, ended_at: now })) gone.push(row);
      }
      if (gone.length === 0) continue;
      let run = await this.#counts.change(transaction, first.tenant, first.run, { failed: -gone.length });
      if (!run) continue;
      discarded += gone.length;
      if (run.state !== 'cancelled' && process !== undefined) {
        const isPaused = process === 'paused' || run.state === 'paused';
        run = await this.#batches.gone(transaction, isPaused ? { ...run, state: 'paused' } : run, gone, now);
        if (run.open > 0) await this.#counts.reopen(transaction, run, isPaused);
      }
      ended.push(...(await this.#counts.endAnew(transaction, run, now)));
    }
    return { ended, discarded };
  }

  /**
   * Another text for a failed message to be replayed with: an action that succeeded before is called again, with what it says now.
   * Says whether it still was one.
   */
  async edit(transaction: Writer, row: MessageRow, data: unknown, by: string): Promise<boolean> {
    const content = await this.#contents.put(transaction, row, data);
    const attempts = withAttempt(row.attempts, deed('edited', new Date().toISOString(), by));
    return this.#changeFailed(transaction, row, { data: content, output: null, attempts });
  }

  /** Whoever pauses or deletes the process at this moment waits, and then finds what became of its runs. */
  #processState(transaction: Writer, { tenant, process: id }: MessageRow): Promise<string | undefined> {
    return holdState(transaction, { tenant, id }, this.#isShared);
  }

  async #changeFailed(transaction: Writer, { tenant, id }: MessageRow, change: Partial<MessageRow>): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('messages')
      .set(change)
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where('state', '=', 'failed')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}

/** What a person did to a message, for its history. */
function deed(outcome: 'edited' | 'replayed' | 'discarded', at: string, by: string): Attempt {
  return { at, durationMs: 0, outcome, counted: 0, by };
}
