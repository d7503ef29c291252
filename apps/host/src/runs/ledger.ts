import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { QueueEntry, WorkQueue } from '../queue/work-queue.ts';
import { Batches } from './batches.ts';
import { Contents } from './contents.ts';
import { type Attempt, type Follower, type Hop, type HopResult, type MessageRow, withAttempt } from './message.ts';
import { MessageRows } from './message-rows.ts';
import { NewMessages } from './new-messages.ts';
import { type EndedRun, RunCounts } from './run-counts.ts';
import { withoutUncollected } from './uncollected.ts';

type Writer = Transaction<Tables>;

/** What was written down. */
export interface Settled {
  /** Without those whose claim was lost to another host. */
  readonly accepted: readonly HopResult[];
  readonly ended: readonly EndedRun[];
}

export interface Discarded {
  readonly discarded: number;
  /** Runs that had nothing else left. */
  readonly ended: readonly EndedRun[];
}

/** Run that begins, as {@link Ledger.open} takes it. */
export interface OpenedRun {
  readonly tenant: string;
  readonly id: string;
  readonly process: string;
  readonly version: number;
  readonly start: string;
  readonly startedBy: string;
}

/**
 * Writes down what became of messages, and what follows from them, in one transaction: either all of it happened, or none. A
 * result whose claim was lost to another host is dropped.
 */
export class Ledger {
  readonly #queue: WorkQueue;
  readonly #contents = new Contents();
  readonly #rows = new MessageRows();
  readonly #counts = new RunCounts();
  readonly #messages: NewMessages;
  readonly #batches: Batches;

  constructor(queue: WorkQueue) {
    this.#queue = queue;
    this.#messages = new NewMessages(queue);
    this.#batches = new Batches(this.#counts, this.#messages);
  }

  noteServed(turn: number): void {
    this.#counts.noteServed(turn);
  }

  /** Opens a run with its first message. Says whether it was not there yet. */
  async open(transaction: Writer, run: OpenedRun, first: Follower): Promise<boolean> {
    const turn = this.#counts.firstTurn();
    const now = new Date().toISOString();
    const { tenant, id, process, version, start, startedBy: started_by } = run;
    const facts = { tenant, id, process, version, start, started_by, started_at: now };
    const { numInsertedOrUpdatedRows: inserted = 0n } = await transaction
      .insertInto('runs')
      .values({ ...facts, state: 'running', open: 1, failed: 0, turn, ended_at: null, paused_by: null })
      .onConflict((conflict) => conflict.columns(['tenant', 'id']).doNothing())
      .executeTakeFirstOrThrow();
    if (inserted === 0n) return false;
    await this.#messages.add(transaction, { tenant, id, process, state: 'running', turn }, [first], now);
    return true;
  }

  async settle(transaction: Writer, given: readonly HopResult[]): Promise<Settled> {
    const now = new Date().toISOString();
    const results = await withoutUncollected(transaction, given);
    const followers = results.flatMap(({ outcome }) => ('followers' in outcome ? outcome.followers : []));
    await this.#queue.order(transaction, followers);
    const final = results.filter(({ outcome }) => outcome.state !== 'waiting');
    const held = await this.#queue.settle(
      transaction,
      final.map(({ hop }) => hop.claim),
    );
    const accepted = final.filter(({ hop }) => held.has(hop.claim.number));
    for (const result of results) {
      if (result.outcome.state !== 'waiting') continue;
      const { until: at, budget, account } = result.outcome;
      if (await this.#queue.putBack(transaction, result.hop.claim, { at, budget, account })) accepted.push(result);
    }
    // First of all: what is collected has to be seen by whoever collects it.
    await this.#rows.update(transaction, accepted, now);
    const ended: EndedRun[] = [];
    for (const ofRun of inOrder(accepted, ({ hop }) => hop)) ended.push(...(await this.#settleRun(transaction, ofRun, now)));
    return { accepted, ended };
  }

  /** Lets go of messages whose run was paused or cancelled before their turn came; gives those that are to be worked on. */
  async turnAway(transaction: Writer, hops: readonly Hop[]): Promise<Hop[]> {
    const left = hops.filter(({ run }) => run.state === 'running');
    if (left.length === hops.length) return left;
    const now = new Date().toISOString();
    for (const ofRun of inOrder(
      hops.filter(({ run }) => run.state !== 'running'),
      (hop) => hop,
    )) {
      const [{ message }] = ofRun;
      const ids = ofRun.map(({ message: { id } }) => id);
      // It may have gone on at this very moment, so it is held while its messages are put away.
      const run = await this.#counts.change(transaction, message.tenant, message.run, {});
      if (run?.state === 'paused') await this.#queue.park(transaction, ids);
      else if (run?.state === 'cancelled') {
        await this.#queue.settle(
          transaction,
          ofRun.map(({ claim }) => claim),
        );
        await this.#rows.cancel(transaction, message.tenant, ids, now);
        await this.#counts.change(transaction, message.tenant, message.run, { open: -ids.length });
      } else left.push(...ofRun);
    }
    return left;
  }

  /** Takes the messages of a cancelled run that wait out of the queue, so many of them at most; gives how many there were. */
  async withdraw(transaction: Writer, tenant: string, run: string, atMost: number): Promise<number> {
    const ids = await this.#queue.withdraw(transaction, tenant, run, atMost);
    await this.#rows.cancel(transaction, tenant, ids, new Date().toISOString());
    if (ids.length > 0) await this.#counts.change(transaction, tenant, run, { open: -ids.length });
    return ids.length;
  }

  /**
   * Lets failed messages be worked on again, with another version where one is given, and opens their runs for it. Gives how many
   * still were failed. Their runs must not be cancelled.
   */
  async replay(transaction: Writer, rows: readonly MessageRow[], version: number | undefined, by: string): Promise<number> {
    const now = new Date().toISOString();
    await this.#queue.order(transaction, rows);
    let replayed = 0;
    for (const ofRun of inOrder(rows, (message) => ({ message }))) {
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
      const [first] = ofRun;
      if (revived.length === 0) continue;
      const counts = { open: revived.length, failed: -revived.length, turns: revived.length };
      const run = await this.#counts.change(transaction, first.tenant, first.run, counts);
      if (!run) continue;
      await this.#counts.reopen(transaction, run);
      const entries = revived.map((row, index): QueueEntry => {
        const turn = run.turn - revived.length + index + 1;
        return { tenant: row.tenant, message: row.id, turn, sequence: row.sequence ?? undefined };
      });
      await this.#queue.add(transaction, entries, run.state === 'paused');
      replayed += revived.length;
    }
    return replayed;
  }

  /** Gives failed messages up for good. What waited for them goes on without them. */
  async discard(transaction: Writer, rows: readonly MessageRow[], reason: string, by: string): Promise<Discarded> {
    const now = new Date().toISOString();
    const ended: EndedRun[] = [];
    let discarded = 0;
    for (const ofRun of inOrder(rows, (message) => ({ message }))) {
      const gone: MessageRow[] = [];
      for (const row of ofRun) {
        const attempts = withAttempt(row.attempts, { ...deed('discarded', now, by), reason });
        if (await this.#changeFailed(transaction, row, { state: 'discarded', attempts, ended_at: now })) gone.push(row);
      }
      if (gone.length === 0) continue;
      const [first] = ofRun;
      let run = await this.#counts.change(transaction, first.tenant, first.run, { failed: -gone.length });
      if (!run) continue;
      discarded += gone.length;
      if (run.state !== 'cancelled') run = await this.#batches.gone(transaction, run, gone, now);
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

  async #settleRun(transaction: Writer, results: NonEmpty<HopResult>, now: string): Promise<EndedRun[]> {
    const [{ hop: first }] = results;
    const { tenant, run: id } = first.message;
    const followers = results.flatMap(({ outcome }) => ('followers' in outcome ? outcome.followers : []));
    const waiting = results.filter(({ outcome }) => outcome.state === 'waiting').map(({ hop }) => hop.message.id);
    const failed = results.filter(({ outcome }) => outcome.state === 'failed').length;
    const open = followers.length - (results.length - waiting.length);
    let run = await this.#counts.change(transaction, tenant, id, { open, failed, turns: followers.length });
    if (!run) return [];
    if (run.state === 'cancelled') {
      await this.#queue.remove(transaction, waiting);
      await this.#rows.cancel(transaction, tenant, waiting, now);
      run = (await this.#counts.change(transaction, tenant, id, { open: -followers.length - waiting.length })) ?? run;
    } else {
      if (run.state === 'paused') await this.#queue.park(transaction, waiting);
      await this.#messages.add(transaction, run, followers, now);
      run = await this.#batches.settle(transaction, run, results, now);
    }
    return run.open === 0 ? this.#counts.end(transaction, run, now) : [];
  }
}

type NonEmpty<Item> = readonly [Item, ...Item[]];

/** By run, in one order on all hosts: no two wait for each other. */
function inOrder<Item>(
  items: readonly Item[],
  hopOf: (item: Item) => { readonly message: Pick<MessageRow, 'tenant' | 'run'> },
): NonEmpty<Item>[] {
  const runs = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const { tenant, run } = hopOf(item).message;
    const key = `${tenant} ${run}`;
    const known = runs.get(key);
    if (known) known.push(item);
    else runs.set(key, [item]);
  }
  return [...runs.keys()].sort().flatMap((key) => {
    const ofRun = runs.get(key);
    return ofRun ? [ofRun] : [];
  });
}

/** What a person did to a message, for its history. */
function deed(outcome: 'edited' | 'replayed' | 'discarded', at: string, by: string): Attempt {
  return { at, durationMs: 0, outcome, counted: 0, by };
}
