import { type Selectable, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { BatchesTable } from '../database/run-tables.ts';
import type { Tables } from '../database/tables.ts';
import { Contents } from './contents.ts';
import { type Follower, followerId, type HopResult, type MessageRow, trailOf } from './message.ts';
import type { NewMessages } from './new-messages.ts';
import type { CountedRun, RunCounts } from './run-counts.ts';

type Writer = Transaction<Tables>;
type BatchRow = Selectable<BatchesTable>;

/** The steps that collect a batch, as a column holds them. */
export const Collectors = z.array(z.string());

/** What is collected becomes one message: more than this would fill the memory of the host. */
export const largestCollectionMiB = 64;
const largestCollection = largestCollectionMiB * 1024 * 1024;

/** The items of a list until they are collected: each batch counts what is on its way, and closes where nothing is. */
export class Batches {
  readonly #counts: RunCounts;
  readonly #messages: NewMessages;
  readonly #contents = new Contents();

  constructor(counts: RunCounts, messages: NewMessages) {
    this.#counts = counts;
    this.#messages = messages;
  }

  /** Counts what is on its way, and lets the steps that collect go on where nothing is. Gives the run as it is then. */
  async settle(transaction: Writer, run: CountedRun, results: readonly HopResult[], now: string): Promise<CountedRun> {
    const changes = new Map<string, number>();
    for (const { hop, outcome, opens } of results) {
      const { id, batch, position, trail } = hop.message;
      if (opens) {
        await transaction
          .insertInto('batches')
          .values({
            tenant: run.tenant,
            id,
            run: run.id,
            collectors: JSON.stringify(opens.collectors),
            parent: batch,
            position,
            trail,
            open: 0,
          })
          .execute();
        // It is a part of the batch around it until it is collected itself.
        change(changes, batch, 1);
        change(changes, id, 0);
      }
      // A failed message is waited for until somebody mends or discards it.
      if (outcome.state !== 'failed' && outcome.state !== 'waiting') change(changes, batch, -1);
      if ('followers' in outcome) for (const follower of outcome.followers) change(changes, follower.batch, 1);
    }
    return this.#close(transaction, run, changes, now);
  }

  /** Nothing comes of these messages any more. */
  gone(transaction: Writer, run: CountedRun, messages: readonly MessageRow[], now: string): Promise<CountedRun> {
    const changes = new Map<string, number>();
    for (const { batch } of messages) change(changes, batch, -1);
    return this.#close(transaction, run, changes, now);
  }

  async #close(transaction: Writer, given: CountedRun, changes: Map<string, number>, now: string): Promise<CountedRun> {
    let run = given;
    // In one order on all hosts; closing a batch changes the one around it.
    for (let id = first(changes); id !== undefined; id = first(changes)) {
      const by = changes.get(id) ?? 0;
      changes.delete(id);
      const batch = await transaction
        .updateTable('batches')
        .set((value) => ({ open: value('open', '+', by) }))
        .where('tenant', '=', run.tenant)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      if (!batch || batch.open > 0) continue;
      await transaction.deleteFrom('batches').where('tenant', '=', run.tenant).where('id', '=', id).execute();
      const followers = await this.#collected(transaction, batch);
      const { length } = followers;
      run = (await this.#counts.change(transaction, run.tenant, run.id, { open: length, turns: length })) ?? run;
      await this.#messages.add(transaction, run, followers, now);
      change(changes, batch.parent, length - 1);
    }
    return run;
  }

  /** What each step that collects a batch goes on with: one message with everything that arrived there, in the order of the batch. */
  async #collected(transaction: Writer, batch: BatchRow): Promise<Follower[]> {
    const followers: Follower[] = [];
    for (const step of Collectors.parse(JSON.parse(batch.collectors))) {
      const isTooLarge = (await this.#sizeOf(transaction, batch, step)) > largestCollection;
      const data = isTooLarge ? null : await this.#itemsOf(transaction, batch, step);
      const { id: parent, parent: outer, position } = batch;
      const trail = trailOf(batch);
      const id = followerId(parent, step, 'next');
      followers.push({ id, parent, step, data, cursor: { collected: true }, batch: outer, position, trail, version: null });
    }
    return followers;
  }

  async #itemsOf(transaction: Writer, batch: BatchRow, step: string): Promise<unknown[]> {
    const items = await arrivedAt(transaction, batch, step).select('data').orderBy('position').orderBy('id').execute();
    const data: unknown[] = [];
    for (const item of items) data.push(await this.#contents.get(transaction, batch.tenant, item.data));
    return data;
  }

  /** In bytes. */
  async #sizeOf(transaction: Writer, batch: BatchRow, step: string): Promise<number> {
    const { size } = await arrivedAt(transaction, batch, step)
      .select(sql<number | string>`COALESCE(SUM(${this.#contents.sizeOf('messages.data')}), 0)`.as('size'))
      .executeTakeFirstOrThrow();
    return Number(size);
  }
}

/** What waits in a batch for the step that collects it. */
function arrivedAt(transaction: Writer, { tenant, id }: BatchRow, step: string) {
  return transaction
    .selectFrom('messages')
    .where('tenant', '=', tenant)
    .where('batch', '=', id)
    .where('step', '=', step)
    .where('state', '=', 'collected');
}

/** How many more of a batch are on their way. */
function change(changes: Map<string, number>, batch: string | null, by: number): void {
  if (batch !== null) changes.set(batch, (changes.get(batch) ?? 0) + by);
}

function first(changes: ReadonlyMap<string, number>): string | undefined {
  return [...changes.keys()].sort()[0];
}
