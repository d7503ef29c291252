import { randomUUID } from 'node:crypto';
import { Runtime } from '@mortise/runtime';
import { ExpressionEvaluator } from '@mortise/sdk/expressions';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Kysely, type Transaction } from 'kysely';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { OpenConnections } from '../connections/open-connections.ts';
import type { Tables } from '../database/tables.ts';
import { EventHub } from '../events/event-hub.ts';
import type { ConnectionFacts } from '../events/host-event.ts';
import { Backlog } from '../limits/backlog.ts';
import { SharedBudgets } from '../limits/shared-budgets.ts';
import { HostLog } from '../observability/host-log.ts';
import { Metrics } from '../observability/metrics.ts';
import { ProcessVersions } from '../processes/process-versions.ts';
import { WorkQueue } from '../queue/work-queue.ts';
import { accountName } from './account-name.ts';
import { Engine } from './engine.ts';
import { Ledger } from './ledger.ts';
import { Mapping } from './mapping.ts';
import { newRunId } from './message.ts';
import { RunNews } from './run-news.ts';
import { StepRunner } from './step-runner.ts';

/** What a run is started with. */
export interface NewRun {
  readonly tenant: string;
  readonly process: string;
  readonly version: number;
  /** Step at which it begins. */
  readonly start: string;
  readonly data: unknown;
  /** Who or what started it: an actor, or `schedule`, `webhook`, `poll`. */
  readonly startedBy: string;
  /** One that is there already is not started again. A new one by default. */
  readonly id?: string | undefined;
}

const stopGraceMs = 20_000;

/** The engine of this host, from its start to its end. */
@Injectable()
export class ProcessEngine implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly queue: WorkQueue;
  readonly ledger: Ledger;
  readonly mapping: Mapping;
  readonly news: RunNews;
  readonly #engine: Engine;
  readonly #database: Kysely<Tables>;
  readonly #backlog: Backlog;
  readonly #events: EventHub;
  readonly #log: HostLog;
  #ignoreEvents: (() => void) | undefined;

  constructor(
    database: Kysely<Tables>,
    runtime: Runtime,
    evaluator: ExpressionEvaluator,
    connections: OpenConnections,
    versions: ProcessVersions,
    budgets: SharedBudgets,
    log: HostLog,
    events: EventHub,
    metrics: Metrics,
    @Inject(configurationToken) { databaseUrl, messagesAtOnce: concurrency, mostWaiting }: Configuration,
  ) {
    const isShared = databaseUrl !== undefined;
    this.#database = database;
    this.#events = events;
    this.#log = log;
    this.#backlog = new Backlog(mostWaiting);
    this.queue = new WorkQueue(randomUUID(), isShared);
    this.ledger = new Ledger(this.queue, isShared);
    this.mapping = new Mapping(evaluator);
    this.news = new RunNews(events, metrics);
    this.#engine = new Engine({
      database,
      queue: this.queue,
      ledger: this.ledger,
      runner: new StepRunner({ runtime, connections, mapping: this.mapping, budgets, log, concurrency, isShared }),
      versions,
      log,
      concurrency,
      isShared,
      onSettled: (settled) => this.news.settled(settled),
    });
    metrics.count('mortise_queue_depth', 'Messages in the queue', 'state', () => this.queue.depths(database));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#engine.start();
    this.#ignoreEvents = this.#events.listenToAll(({ tenant, event }) => {
      if (event.type === 'connection.updated' && tenant !== undefined) void this.#goOnAs(tenant, event.data);
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#ignoreEvents?.();
    await this.#engine.stop(stopGraceMs);
    this.news.close();
  }

  /** Somebody may have signed in. What does not hear of it goes on a few minutes later. */
  async #goOnAs(tenant: string, { application, id, name }: ConnectionFacts): Promise<void> {
    const accounts = [id, name].map((each) => accountName(tenant, application, each));
    await this.queue.wakeSignedIn(this.#database, accounts).catch((error: unknown) => this.#log.fault(error));
    this.wake();
  }

  /** There is something to do: to be called after a transaction that added messages. */
  wake(): void {
    this.#engine.wake();
  }

  /** Whether it has done nothing for so long that something must be wrong. */
  get isStuck(): boolean {
    return this.#engine.isStuck;
  }

  /** Throws a BacklogError where it is known already that no run may begin. */
  refuseIfFull(tenant: string): void {
    this.#backlog.refuseIfFull(tenant);
  }

  /** Starts a run. It is durable once the promise is kept; gives its id. Throws a BacklogError while too many messages wait. */
  async start(run: NewRun): Promise<string> {
    const id = await this.#database.transaction().execute((transaction) => this.startIn(transaction, run));
    this.wake();
    return id;
  }

  /** Starts a run as a part of something that has to happen together with it. Call {@link wake} afterwards. */
  async startIn(transaction: Transaction<Tables>, run: NewRun): Promise<string> {
    await this.#backlog.admit(transaction, run.tenant);
    return this.#open(transaction, run);
  }

  /** Starts the runs of one thing that happened: all of them, where one could be started. Call {@link wake} afterwards. */
  async startAllIn(transaction: Transaction<Tables>, tenant: string, runs: readonly Omit<NewRun, 'tenant'>[]): Promise<string[]> {
    if (runs.length > 0) await this.#backlog.admit(transaction, tenant, runs.length);
    const started: string[] = [];
    for (const run of runs) started.push(await this.#open(transaction, { ...run, tenant }));
    return started;
  }

  async #open(transaction: Transaction<Tables>, { id = newRunId(), data, ...run }: NewRun): Promise<string> {
    const first = { id, parent: null, step: run.start, data, batch: null, position: 0, trail: {}, version: null };
    await this.ledger.open(transaction, { ...run, id }, first);
    return id;
  }
}
