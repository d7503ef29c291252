import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { WorkQueue } from '../queue/work-queue.ts';
import { Batches } from './batches.ts';
import { byRun, type OfRun } from './by-run.ts';
import { type Discarded, FailedLedger } from './failed-ledger.ts';
import type { Follower, Hop, HopResult, MessageRow } from './message.ts';
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
  readonly #rows = new MessageRows();
  readonly #counts = new RunCounts();
  readonly #messages: NewMessages;
  readonly #batches: Batches;
  readonly #failed: FailedLedger;

  /** `isShared` says that other hosts write to the database too. */
  constructor(queue: WorkQueue, isShared: boolean) {
    this.#queue = queue;
    this.#messages = new NewMessages(queue);
    this.#batches = new Batches(this.#counts, this.#messages);
    this.#failed = new FailedLedger(queue, this.#counts, this.#batches, isShared);
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
    const final = results.filter((result) => result.outcome.state !== 'waiting' && !nextPageOf(result));
    const held = await this.#queue.settle(
      transaction,
      final.map(({ hop }) => hop.claim),
    );
    const accepted = final.filter(({ hop }) => held.has(hop.claim.number));
    for (const result of results) {
      const next = nextPageOf(result);
      if (next && (await this.#queue.handOver(transaction, result.hop.claim, next.id))) accepted.push(result);
      if (result.outcome.state !== 'waiting') continue;
      const { until: at, budget, account } = result.outcome;
      if (await this.#queue.putBack(transaction, result.hop.claim, { at, budget, account })) accepted.push(result);
    }
    // First of all: what is collected has to be seen by whoever collects it.
    await this.#rows.update(transaction, accepted, now);
    const ended: EndedRun[] = [];
    for (const ofRun of byRun(accepted, ({ hop }) => hop.message)) {
      ended.push(...(await this.#settleRun(transaction, ofRun, now)));
    }
    return { accepted, ended };
  }

  /** Lets go of messages whose run was paused or cancelled before their turn came; gives those that are to be worked on. */
  async turnAway(transaction: Writer, hops: readonly Hop[]): Promise<Hop[]> {
    const left = hops.filter(({ run }) => run.state === 'running');
    if (left.length === hops.length) return left;
    const now = new Date().toISOString();
    for (const ofRun of byRun(
      hops.filter(({ run }) => run.state !== 'running'),
      ({ message }) => message,
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

  /** See {@link FailedLedger.replay}. */
  replay(transaction: Writer, rows: readonly MessageRow[], version: number | undefined, by: string): Promise<number> {
    return this.#failed.replay(transaction, rows, version, by);
  }

  /** See {@link FailedLedger.discard}. */
  discard(transaction: Writer, rows: readonly MessageRow[], reason: string, by: string): Promise<Discarded> {
    return this.#failed.discard(transaction, rows, reason, by);
  }

  /** See {@link FailedLedger.edit}. */
  edit(transaction: Writer, row: MessageRow, data: unknown, by: string): Promise<boolean> {
    return this.#failed.edit(transaction, row, data, by);
  }

  async #settleRun(transaction: Writer, results: OfRun<HopResult>, now: string): Promise<EndedRun[]> {
    const [{ hop: first }] = results;
    const { tenant, run: id } = first.message;
    const followers = results.flatMap(({ outcome }) => ('followers' in outcome ? outcome.followers : []));
    const waiting = results.filter(({ outcome }) => outcome.state === 'waiting').map(({ hop }) => hop.message.id);
    const pages = results.flatMap((result) => nextPageOf(result)?.id ?? []);
    const failed = results.filter(({ outcome }) => outcome.state === 'failed').length;
    const open = followers.length - (results.length - waiting.length);
    let run = await this.#counts.change(transaction, tenant, id, { open, failed, turns: followers.length });
    if (!run) return [];
    if (run.state === 'cancelled') {
      await this.#queue.remove(transaction, [...waiting, ...pages]);
      await this.#rows.cancel(transaction, tenant, waiting, now);
      run = (await this.#counts.change(transaction, tenant, id, { open: -followers.length - waiting.length })) ?? run;
    } else {
      if (run.state === 'paused') await this.#queue.park(transaction, [...waiting, ...pages]);
      await this.#messages.add(transaction, run, followers, now);
      run = await this.#batches.settle(transaction, run, results, now);
    }
    return run.open === 0 ? this.#counts.end(transaction, run, now) : [];
  }
}

/** The next page of a step whose messages are taken one after the other: it comes before the other messages that wait there. */
function nextPageOf({ hop, outcome }: HopResult): Follower | undefined {
  if (hop.claim.sequence === null || !('followers' in outcome)) return undefined;
  return outcome.followers.find(({ step }) => step === hop.message.step);
}
