import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { BudgetWaits } from './budget-waits.ts';
import { distinctValues } from './distinct-values.ts';
import { RowLocks } from './row-locks.ts';
import { type Sequenced, Sequences } from './sequences.ts';
import { SharedClock } from './shared-clock.ts';

/** A message that is to be worked on. */
export interface QueueEntry {
  readonly tenant: string;
  readonly message: string;
  /** Before the entries of the same tenant with a later turn. */
  readonly turn: number;
  /** Entries of one sequence are taken one after the other, in the order of their arrival. */
  readonly sequence?: string | undefined;
  /** Not before. At once by default. */
  readonly availableAt?: Date | undefined;
}

/** The right to work on a message, until the lease runs out. */
export interface Claim {
  readonly number: number;
  readonly message: string;
  readonly turn: number;
  readonly sequence: string | null;
  /** How often it was taken, this time included. */
  readonly fence: number;
  /** How often in a row whoever had taken it was gone before anything came of it. */
  readonly lost: number;
}

/** When an entry that is put back may be taken again. */
export interface Return {
  readonly at: Date;
  /** The budget that it waits for, where it does: entries that wait for one come back some at a time, not all at once. */
  readonly budget?: string | undefined;
  /** The account that somebody has to sign in to first, where it waits for that: {@link WorkQueue.wakeSignedIn} lets it go on. */
  readonly account?: string | undefined;
}

type Reader = Kysely<Tables>;
type Writer = Transaction<Tables>;

const leaseMs = 10_000;

/**
 * What waits to be worked on, for one host or for many on one database. Tenants take turns, and within a tenant runs do (their
 * entries carry turns). Whoever takes an entry holds it by a lease; a result that comes after the lease was given to another is
 * told apart by its fence.
 */
export class WorkQueue {
  readonly #holder: string;
  readonly #clock: SharedClock;
  readonly #locks: RowLocks;
  readonly #sequences: Sequences;
  readonly #budgets: BudgetWaits;
  #lastTenant = '';

  constructor(holder: string, isShared: boolean) {
    this.#holder = holder;
    this.#clock = new SharedClock(isShared);
    this.#locks = new RowLocks(isShared);
    this.#sequences = new Sequences(isShared);
    this.#budgets = new BudgetWaits(isShared);
  }

  /** To be called before anything else is locked where a transaction adds more than once, see {@link Sequences.order}. */
  order(transaction: Writer, entries: readonly Sequenced[]): Promise<void> {
    return this.#sequences.order(transaction, entries);
  }

  /** Those of a run that was paused stay until it goes on. */
  async add(transaction: Writer, entries: readonly QueueEntry[], isPaused = false): Promise<void> {
    if (entries.length === 0) return;
    await this.#sequences.order(transaction, entries);
    const behind = await this.#sequences.underWay(transaction, entries);
    const now = Date.now();
    const rows = entries.map(({ tenant, message, turn, sequence, availableAt }) => {
      const isBehind = sequence !== undefined && behind.has(sequence);
      if (sequence !== undefined) behind.add(sequence);
      const afterMs = availableAt ? availableAt.getTime() - now : 0;
      const available_at = this.#clock.in(afterMs);
      const state = isPaused ? 'paused' : isBehind ? 'held' : afterMs > 0 ? 'delayed' : 'ready';
      return { tenant, message, turn, sequence: sequence ?? null, state, available_at, fence: 0, lost: 0 };
    });
    for (let at = 0; at < rows.length; at += 1000) {
      await transaction
        .insertInto('queue')
        .values(rows.slice(at, at + 1000))
        .onConflict((conflict) => conflict.column('message').doNothing())
        .execute();
    }
  }

  /** Takes up to so many entries for this host, and of each tenant no more than there is room for. */
  async take(
    transaction: Writer,
    amount: number,
    roomFor: (tenant: string) => number = () => Number.POSITIVE_INFINITY,
  ): Promise<Claim[]> {
    const claims: Claim[] = [];
    const rooms = new Map((await this.#tenants(transaction)).map((tenant) => [tenant, roomFor(tenant)]));
    let tenants = [...rooms.keys()];
    while (claims.length < amount && tenants.length > 0) {
      const share = Math.ceil((amount - claims.length) / tenants.length);
      const left: string[] = [];
      for (const tenant of tenants) {
        const room = rooms.get(tenant) ?? 0;
        const wanted = Math.min(share, amount - claims.length, room);
        if (claims.length === amount) break;
        if (wanted <= 0) continue;
        const taken = await this.#takeOf(transaction, tenant, wanted);
        this.#lastTenant = tenant;
        claims.push(...taken);
        rooms.set(tenant, room - taken.length);
        if (taken.length === wanted) left.push(tenant);
      }
      tenants = left;
    }
    return claims;
  }

  /** Takes entries out for good, and gives the numbers of those that were still held by these claims. */
  async settle(transaction: Writer, claims: readonly Claim[]): Promise<ReadonlySet<number>> {
    if (claims.length === 0) return new Set();
    const { rows } = await sql<{ number: number }>`
      DELETE FROM queue WHERE number IN (
        SELECT number FROM queue WHERE (number, fence) IN (VALUES ${pairsOf(claims)}) AND state = 'taken' ${this.#locks.inOrder}
      ) RETURNING number
    `.execute(transaction);
    const settled = new Set(rows.map(({ number }) => Number(number)));
    await this.#sequences.release(
      transaction,
      claims.filter(({ number }) => settled.has(number)),
    );
    return settled;
  }

  /** Lets another message have the place of one that is done, also in its sequence. Says whether it was still held by this claim. */
  async handOver(transaction: Writer, { number, fence }: Claim, message: string): Promise<boolean> {
    const { numUpdatedRows } = await transaction
      .updateTable('queue')
      .set({ message, state: 'ready', budget: null, available_at: this.#clock.in(0), holder: null, lease_until: null, lost: 0 })
      .where('number', '=', number)
      .where('fence', '=', fence)
      .where('state', '=', 'taken')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Puts an entry back for later, at its place in its sequence. Says whether it was still held by this claim. */
  async putBack(transaction: Writer, { number, fence }: Claim, { at, budget, account }: Return): Promise<boolean> {
    if (budget !== undefined) this.#budgets.noteSpent(budget, at);
    const state = budget === undefined ? 'delayed' : 'limited';
    const available_at = this.#clock.in(at.getTime() - Date.now());
    const { numUpdatedRows } = await transaction
      .updateTable('queue')
      .set({ state, budget: budget ?? account ?? null, available_at, holder: null, lease_until: null, lost: 0 })
      .where('number', '=', number)
      .where('fence', '=', fence)
      .where('state', '=', 'taken')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Puts the entries of these messages away until their run goes on, whoever has taken them. */
  async park(transaction: Writer, messages: readonly string[]): Promise<void> {
    if (messages.length === 0) return;
    await sql`
      UPDATE queue SET state = 'paused', holder = NULL, lease_until = NULL WHERE number IN (
        SELECT number FROM queue WHERE message IN (${sql.join(messages)}) ${this.#locks.inOrder}
      )
    `.execute(transaction);
  }

  /** Puts away what waits of a run, so many entries at most; gives how many. Those that are changed at this moment are left out. */
  async pause(transaction: Writer, tenant: string, run: string, atMost: number): Promise<number> {
    const { numAffectedRows = 0n } = await sql`
      UPDATE queue SET state = 'paused' WHERE number IN (${this.#waitingOf(tenant, run, atMost, ['ready', 'delayed', 'limited', 'held'])})
    `.execute(transaction);
    return Number(numAffectedRows);
  }

  /** Lets what was put away of a run wait for its turn again. */
  async resume(transaction: Writer, tenant: string, run: string): Promise<void> {
    await sql`
      UPDATE queue SET state = CASE WHEN available_at > ${this.#clock.in(0)} THEN 'delayed' ELSE 'ready' END
      WHERE number IN (
        SELECT number FROM queue WHERE state = 'paused' AND tenant = ${tenant}
          AND EXISTS (SELECT 1 FROM messages WHERE messages.id = queue.message AND messages.run = ${run}) ${this.#locks.inOrder}
      )
    `.execute(transaction);
  }

  /** Takes out what waits of a run, so many entries at most; gives their messages. */
  async withdraw(transaction: Writer, tenant: string, run: string, atMost: number): Promise<string[]> {
    const { rows } = await sql<Pick<Claim, 'message' | 'sequence'>>`
      DELETE FROM queue WHERE number IN (${this.#waitingOf(tenant, run, atMost, ['ready', 'delayed', 'limited', 'held', 'paused'])})
      RETURNING message, sequence
    `.execute(transaction);
    await this.#sequences.release(transaction, rows);
    return rows.map(({ message }) => message);
  }

  /** Takes the entries of these messages out, unless somebody works on them at this moment; gives the messages. */
  async remove(transaction: Writer, messages: readonly string[]): Promise<string[]> {
    if (messages.length === 0) return [];
    const { rows } = await sql<Pick<Claim, 'message' | 'sequence'>>`
      DELETE FROM queue WHERE number IN (
        SELECT number FROM queue WHERE message IN (${sql.join(messages)}) AND state <> 'taken' ${this.#locks.inOrder}
      ) RETURNING message, sequence
    `.execute(transaction);
    await this.#sequences.release(transaction, rows);
    return rows.map(({ message }) => message);
  }

  /**
   * Keeps what this host has taken and still works on. To be called well within ten seconds. What it does not know to hold, as
   * where a commit was done and its answer lost, is not kept.
   */
  async extend(database: Reader, claims: readonly Claim[]): Promise<void> {
    if (claims.length === 0) return;
    await sql`
      UPDATE queue SET lease_until = ${this.#leaseEnd()} WHERE number IN (
        SELECT number FROM queue
        WHERE (number, fence) IN (VALUES ${pairsOf(claims)}) AND holder = ${this.#holder} AND state = 'taken' ${this.#locks.passingBy}
      )
    `.execute(database);
  }

  /** Makes ready what is due, what its holder has lost, and what waits behind an entry that is gone. Says whether there was any. */
  async wake(database: Reader): Promise<boolean> {
    // Asked for once, so that an index can be searched for it.
    const now = sql`(SELECT ${this.#clock.in(0)})`;
    const { numAffectedRows = 0n } = await sql`
      UPDATE queue SET state = 'ready', holder = NULL, lease_until = NULL, lost = CASE WHEN state = 'taken' THEN lost + 1 ELSE lost END
      WHERE number IN (
        SELECT number FROM queue
        WHERE (state = 'delayed' AND available_at <= ${now}) OR (state = 'taken' AND lease_until < ${now}) ${this.#locks.passingBy}
      )
    `.execute(database);
    return numAffectedRows > 0n;
  }

  /** Makes ready what nobody let forward, see {@link Sequences.wakeHeld}. */
  wakeHeld(database: Reader): Promise<void> {
    return this.#sequences.wakeHeld(database);
  }

  /** Lets some of those forward who wait for a budget, see {@link BudgetWaits.wake}. */
  wakeLimited(database: Reader): Promise<void> {
    return this.#budgets.wake(database);
  }

  /** Gives back what a host of this name held before. Only for a host that is alone with its database. */
  async reclaim(database: Reader): Promise<void> {
    await database
      .updateTable('queue')
      .set((value) => ({ state: 'ready', holder: null, lease_until: null, lost: value('lost', '+', 1) }))
      .where('state', '=', 'taken')
      .execute();
  }

  /** Lets those go on that wait for somebody to sign in to one of these accounts. */
  wakeSignedIn(database: Reader, accounts: readonly string[]): Promise<void> {
    return this.#budgets.wakeSignedIn(database, accounts);
  }

  /** When the next delayed entry is due, or there may be room for one that waits for a budget. */
  async nextDue(database: Reader): Promise<Date | undefined> {
    const row = await database
      .selectFrom('queue')
      .select(['available_at', this.#clock.in(0).as('now')])
      .where('state', '=', 'delayed')
      .orderBy('available_at')
      .limit(1)
      .executeTakeFirst();
    const dueAt = row ? Date.now() + Date.parse(row.available_at) - Date.parse(row.now) : Number.POSITIVE_INFINITY;
    const next = Math.min(dueAt, this.#budgets.nextRoom());
    return next === Number.POSITIVE_INFINITY ? undefined : new Date(next);
  }

  /** How many entries there are, by their state. */
  async depths(database: Reader): Promise<ReadonlyMap<string, number>> {
    const rows = await database
      .selectFrom('queue')
      .select(['state', (value) => value.fn.countAll().as('amount')])
      .groupBy('state')
      .execute();
    return new Map(rows.map(({ state, amount }) => [state, Number(amount)]));
  }

  #waitingOf(tenant: string, run: string, atMost: number, states: readonly string[]) {
    const inStates = sql.join(states.map((state) => sql.lit(state)));
    const lock = this.#locks.passingByInJoin;
    return sql`
      SELECT queue.number FROM queue INNER JOIN messages ON messages.id = queue.message
      WHERE queue.tenant = ${tenant} AND queue.state IN (${inStates}) AND messages.run = ${run} LIMIT ${sql.lit(atMost)} ${lock}
    `;
  }

  #leaseEnd(): RawBuilder<string> {
    return this.#clock.in(leaseMs);
  }

  async #takeOf(transaction: Writer, tenant: string, amount: number): Promise<Claim[]> {
    const { rows } = await sql<Claim>`
      WITH picked AS (
        SELECT candidate.number FROM queue AS candidate
        WHERE candidate.state = 'ready' AND candidate.tenant = ${tenant} AND (candidate.sequence IS NULL OR NOT EXISTS (
          SELECT 1 FROM queue AS other WHERE other.sequence = candidate.sequence
            AND (other.number < candidate.number OR other.state = 'taken')
        ))
        ORDER BY candidate.turn, candidate.number LIMIT ${amount} ${this.#locks.passingBy}
      )
      UPDATE queue SET state = 'taken', holder = ${this.#holder}, lease_until = ${this.#leaseEnd()}, fence = fence + 1
      FROM picked WHERE queue.number = picked.number
      RETURNING queue.number, queue.message, queue.turn, queue.sequence, queue.fence, queue.lost
    `.execute(transaction);
    return rows.map((row) => ({ ...row, number: Number(row.number), turn: Number(row.turn) }));
  }

  /** Those that have something ready, beginning after the one that was served last. */
  async #tenants(transaction: Writer): Promise<string[]> {
    const tenants = await distinctValues(transaction, 'tenant', 'ready');
    return [...tenants.filter((each) => each > this.#lastTenant), ...tenants.filter((each) => each <= this.#lastTenant)];
  }
}

function pairsOf(claims: readonly Claim[]) {
  return sql.join(claims.map(({ number, fence }) => sql`(${sql.lit(number)}, ${sql.lit(fence)})`));
}
