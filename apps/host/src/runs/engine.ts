import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { isDeadlock } from '../database/is-deadlock.ts';
import type { Tables } from '../database/tables.ts';
import type { HostLog } from '../observability/host-log.ts';
import type { ProcessVersions } from '../processes/process-versions.ts';
import type { WorkQueue } from '../queue/work-queue.ts';
import { HopReader } from './hop-reader.ts';
import type { Ledger, Settled } from './ledger.ts';
import { attemptsOf, failedResult, type Hop, type HopResult } from './message.ts';
import type { StepRunner } from './step-runner.ts';
import { Workplaces } from './workplaces.ts';

export interface EngineOptions {
  readonly database: Kysely<Tables>;
  readonly queue: WorkQueue;
  readonly ledger: Ledger;
  readonly runner: Pick<StepRunner, 'work'>;
  readonly versions: Pick<ProcessVersions, 'compiled'>;
  readonly log: Pick<HostLog, 'fault'>;
  /** Messages worked on at once, apart from those that take long. */
  readonly concurrency: number;
  /** Several hosts take from the same queue. */
  readonly isShared: boolean;
  readonly onSettled: (settled: Settled) => void;
}

const heartbeatMs = 3000;
const longestRestMs = 250;
const longestFaultRestMs = 5000;
const largestCommit = 200;
const dueCheckMs = 10;
const heldCheckMs = 1000;
const stuckAfterMs = 15_000;
/** More in a row are no coincidence. */
const mostDeadlocks = 3;
/** After so many faults in a row it is found out whether one of the results is why. */
const faultsBeforeDoubt = 3;
/** A message whose host was gone so often while it was worked on is likely to be why. */
const mostLosses = 10;

/**
 * Drives processes: takes messages, has their steps run, and writes down many results at once. While one transaction is under way
 * the results of the next gather, so the busier it is, the less each of them costs.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #reader: HopReader;
  readonly #workplaces: Workplaces;
  #isExtending = false;
  readonly #results: HopResult[] = [];
  #wake: (() => void) | undefined;
  #isWoken = false;
  #isStopping = false;
  #loop: Promise<void> | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #lastWake = 0;
  #lastHeldCheck = 0;
  #lastExtension = Date.now();
  #lastTurn = performance.now();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#reader = new HopReader(options.database, options.versions);
    this.#workplaces = new Workplaces(options.concurrency);
  }

  async start(): Promise<void> {
    const { queue, database, isShared } = this.#options;
    // Whoever is alone with its database holds nothing yet, so what is held was left by a host that is gone.
    if (!isShared) await queue.reclaim(database);
    this.#heartbeat = setInterval(() => void this.#extend(), heartbeatMs);
    this.#heartbeat.unref();
    this.#loop = this.#run();
  }

  /** Turns come several times a second, even where there is nothing to do. */
  get isStuck(): boolean {
    return !this.#isStopping && performance.now() - this.#lastTurn > stuckAfterMs;
  }

  /** There is something to do. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  /** Takes nothing more, and waits for what is under way; what takes longer is cut off, and done again after the next start. */
  async stop(graceMs: number): Promise<void> {
    this.#isStopping = true;
    this.wake();
    const cutOff = setTimeout(() => this.#workplaces.abort(), graceMs);
    await this.#loop;
    clearTimeout(cutOff);
    clearInterval(this.#heartbeat);
  }

  async #run(): Promise<void> {
    let faults = 0;
    while (!this.#isStopping || !this.#workplaces.areEmpty || this.#results.length > 0) {
      // Whatever else is about to end comes into the same commit: on SQLite nothing else would be heard before it is done.
      await setImmediate();
      this.#isWoken = false;
      try {
        const isBusy = await this.#turn();
        this.#lastTurn = performance.now();
        faults = 0;
        if (!isBusy) await this.#rest(await this.#restMs());
      } catch (error) {
        faults++;
        // Of two that wait for each other the database ends one, which has done nothing then and only has to begin again.
        if (!isDeadlock(error) || faults > mostDeadlocks) this.#options.log.fault(error);
        if (faults >= faultsBeforeDoubt) await this.#sortOut().catch((thrown: unknown) => this.#options.log.fault(thrown));
        if (this.#isStopping && faults > 3) return;
        await this.#rest(Math.min(longestFaultRestMs, 50 * 2 ** faults), { evenIfWoken: true });
      }
    }
  }

  /** One transaction: what is done is written down, and what is next is taken. Says whether there is more at once. */
  async #turn(): Promise<boolean> {
    const { database, queue, ledger } = this.#options;
    const results = this.#results.slice(0, largestCommit);
    this.#workplaces.clear();
    const free = this.#isStopping ? 0 : this.#workplaces.free(results);
    if (results.length === 0 && free === 0) return false;
    await this.#wakeDue();
    const { settled, claims, hops } = await database.transaction().execute(async (transaction) => {
      const settled = results.length > 0 ? await ledger.settle(transaction, results) : undefined;
      const claims = free > 0 ? await queue.take(transaction, free, (tenant) => this.#workplaces.roomFor(tenant, results)) : [];
      const taken = await this.#reader.hops(transaction, claims);
      for (const { turn } of claims) ledger.noteServed(turn);
      return { settled, claims, hops: await ledger.turnAway(transaction, taken) };
    });
    this.#results.splice(0, results.length);
    for (const { hop } of results) this.#workplaces.end(hop);
    for (const hop of hops) this.#begin(hop);
    if (settled) this.#options.onSettled(settled);
    return this.#results.length > 0 || (claims.length > 0 && claims.length === free && this.#workplaces.free([]) > 0);
  }

  /**
   * Writes results down one by one where they cannot be written together. What no database could store is a failure of its message;
   * where the database has a fault, all stays for later.
   */
  async #sortOut(): Promise<void> {
    const { database, ledger, log, onSettled } = this.#options;
    const write = (result: HopResult) => database.transaction().execute((transaction) => ledger.settle(transaction, [result]));
    for (const result of this.#results.slice(0, largestCommit)) {
      const settled = await write(result).catch((error: unknown) => {
        if (!isOfItsContents(error)) throw error;
        log.fault(error);
        return write(notStorable(result));
      });
      this.#results.splice(this.#results.indexOf(result), 1);
      this.#workplaces.end(result.hop);
      onSettled(settled);
    }
  }

  /** Until the next message is due, but other hosts may add some too. */
  async #restMs(): Promise<number> {
    if (this.#isWoken) return 0;
    const due = await this.#options.queue.nextDue(this.#options.database);
    return due ? Math.min(longestRestMs, Math.max(1, due.getTime() - Date.now())) : longestRestMs;
  }

  async #wakeDue(): Promise<void> {
    const { database, queue } = this.#options;
    const now = Date.now();
    if (now - this.#lastWake < dueCheckMs) return;
    this.#lastWake = now;
    // After a pause, of the host or of its database, what it still works on must not be taken for lost by itself.
    if (now - this.#lastExtension > 2 * heartbeatMs) await this.#extend();
    await queue.wake(database);
    await queue.wakeLimited(database);
    if (now - this.#lastHeldCheck < heldCheckMs) return;
    this.#lastHeldCheck = now;
    await queue.wakeHeld(database);
  }

  #begin(hop: Hop): void {
    this.#work(hop, this.#workplaces.begin(hop)).then(
      (result) => {
        this.#results.push(result);
        this.wake();
      },
      (error: unknown) => {
        // A fault of the host or of its database: the message is taken again once its lease has run out.
        this.#options.log.fault(error);
        this.#workplaces.end(hop);
        this.wake();
      },
    );
  }

  async #work(hop: Hop, signal: AbortSignal): Promise<HopResult> {
    if (hop.claim.lost >= mostLosses) return poisoned(hop);
    return this.#options.runner.work(hop, () => this.#reader.surroundings(hop, signal));
  }

  async #rest(ms: number, { evenIfWoken = false } = {}): Promise<void> {
    if (this.#isWoken && !evenIfWoken) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    if (!evenIfWoken) this.#wake = resolve;
    const timer = setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
    this.#wake = undefined;
  }

  async #extend(): Promise<void> {
    // One after the other: a database that does not answer must not be asked more and more.
    if (this.#isExtending) return;
    this.#isExtending = true;
    this.#lastExtension = Date.now();
    const { queue, database, log } = this.#options;
    await queue.extend(database, this.#workplaces.claims).catch((error: unknown) => log.fault(error));
    this.#isExtending = false;
  }
}

/** Whether a result cannot be stored for what is in it: no text, too long for a text, or refused (SQLSTATE classes 22 and 54, SQLITE_TOOBIG). */
function isOfItsContents(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  if (!(error instanceof Error)) return false;
  if ('errcode' in error && error.errcode === 18) return true;
  return 'code' in error && /^(?:22|54)\w{3}$|^SQLITE_TOOBIG$/.test(String(error.code));
}

/** Neither its input nor its exchanges are kept: they may be why the database refuses it. */
function notStorable({ hop, attempt: { at, durationMs, counted } }: HopResult): HopResult {
  const attempt = { at, durationMs, counted };
  return failedResult(hop, attempt, {
    code: 'not_storable',
    title: 'The result of the step could not be stored',
    detail: 'The database refuses it, and the log of the host says why. Correct what the step gives, then replay the message.',
  });
}

function poisoned(hop: Hop): HopResult {
  const attempt = { at: new Date().toISOString(), durationMs: 0, counted: attemptsOf(hop.message) };
  return failedResult(hop, attempt, {
    code: 'host_crashed',
    title: 'The host ended while it worked on the message',
    detail: `That has happened ${hop.claim.lost} times in a row, so it is not tried again by itself. The logs of the hosts tell how they ended.`,
  });
}
