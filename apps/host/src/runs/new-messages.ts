import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { QueueEntry, WorkQueue } from '../queue/work-queue.ts';
import type { Follower } from './message.ts';
import { MessageRows, type NumberedFollower } from './message-rows.ts';
import type { CountedRun } from './run-counts.ts';

/** Where messages that are new begin: in their table, and in the queue. */
export class NewMessages {
  readonly #queue: WorkQueue;
  readonly #rows = new MessageRows();

  constructor(queue: WorkQueue) {
    this.#queue = queue;
  }

  /** The run has counted them: the last of them has the turn that it is at now. */
  async add(
    transaction: Transaction<Tables>,
    run: Omit<CountedRun, 'open' | 'failed'>,
    followers: readonly Follower[],
    now: string,
  ): Promise<void> {
    const numbered = followers.map(
      (follower, index): NumberedFollower => ({ follower, number: run.turn - followers.length + index + 1 }),
    );
    await this.#rows.insert(transaction, run, numbered, now);
    const entries = numbered.map(
      ({ follower: { id, sequence }, number }): QueueEntry => ({ tenant: run.tenant, message: id, turn: number, sequence }),
    );
    await this.#queue.add(transaction, entries, run.state === 'paused');
  }
}
