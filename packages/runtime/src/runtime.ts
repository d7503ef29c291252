import { randomUUID } from 'node:crypto';
import {
  type CallScope,
  ConnectionClient,
  type ConnectionLogin,
  type FileStore,
  type HttpClient,
  isMortiseError,
  MemoryBudgets,
  NotCallableError,
  newTraceId,
  type Outcome,
  type Patience,
  type RateBudgets,
  ReportedError,
  readStoredFile,
  Subscription,
  temporaryFiles,
  waitFor,
  withAttempts,
} from '@mortise/sdk';
import { needsConnection } from '@mortise/sdk/forms';
import { z } from 'zod';
import type { ActionFacts, Call, CallResult, ConnectionRecord, RuntimeObserver } from './call.ts';
import { CallLog } from './call-log.ts';
import { CallMeter } from './call-meter.ts';
import { ConnectionClients } from './connection-clients.ts';
import { ActionNotFoundError } from './errors/action-not-found-error.ts';
import { ConnectionMismatchError } from './errors/connection-mismatch-error.ts';
import { ConnectionRequiredError } from './errors/connection-required-error.ts';
import { PluginLoadError } from './errors/plugin-load-error.ts';
import type { CatalogueAction, PluginCatalogue } from './plugins/plugin-catalogue.ts';
import { isOpenTo, type PluginPackage } from './plugins/plugin-package.ts';
import type { InvocationHost, Runner } from './runners/runner.ts';
import type { WebhookTask } from './runners/webhook-task.ts';

export interface RuntimeOptions {
  readonly catalogue: PluginCatalogue;
  readonly runner: Runner;
  readonly http: HttpClient;
  readonly observer?: RuntimeObserver;
  /** In memory by default. */
  readonly budgets?: RateBudgets;
  /** Where the downloads of a tenant are kept. By default a folder among the temporary files, which is not cleared. */
  readonly files?: (tenant: string | undefined) => FileStore;
}

export type TestOptions = Pick<Call, 'timeoutMs' | 'traceId'>;

/** A webhook with what its user has chosen, and the account whose events it is told. */
export type WebhookCall = Omit<Call, 'cursor' | 'task'>;
/** Where the service shall send its events, and what it shall know; see `subscribe()` of the SDK. */
export type WebhookTarget = Omit<Extract<WebhookTask, { kind: 'subscribe' }>, 'kind'>;
export type DeliveredPayload = Pick<Call, 'action' | 'version' | 'timeoutMs' | 'signal'> & { readonly payload: unknown };

const Events = z.array(z.unknown());

/** A webhook that reads what it was told has nothing to ask anybody. */
const nothingToAsk: InvocationHost = {
  send: () => Promise.reject(new NotCallableError('A webhook that reads its events cannot send requests.')),
  download: () => Promise.reject(new NotCallableError('A webhook that reads its events cannot download files.')),
  readFile: () => Promise.reject(new NotCallableError('A webhook that reads its events cannot read files.')),
  log: () => undefined,
};

/** Runs the actions of the installed plugins through connections. */
export class Runtime {
  readonly catalogue: PluginCatalogue;
  readonly #runner: Runner;
  readonly #http: HttpClient;
  readonly #observer: RuntimeObserver;
  readonly #clients: ConnectionClients;
  readonly #files: RuntimeOptions['files'];

  constructor({ catalogue, runner, http, observer = {}, budgets = new MemoryBudgets(), files }: RuntimeOptions) {
    this.#files = files;
    this.catalogue = catalogue;
    this.#runner = runner;
    this.#http = http;
    this.#observer = observer;
    this.#clients = new ConnectionClients(runner, http, budgets);
    catalogue.on('change', ({ added, removed }) => {
      for (const plugin of removed) void this.#forget(plugin);
      for (const plugin of added) void this.#load(plugin);
    });
  }

  /**
   * Calls an action and returns how it ended. Throws ActionNotFoundError, ConnectionRequiredError, ConnectionMismatchError,
   * and PluginLoadError or TimeoutError where the plugin could not be loaded.
   */
  async call(call: Call): Promise<CallResult> {
    const startedAt = performance.now();
    const found = this.#find(call);
    const { timeoutMs = 30_000, maxAttempts = 3, idempotencyKey = randomUUID(), traceId = newTraceId() } = call;
    const { connection, budgetPatienceMs, onRecord, signal } = call;
    const deadlineAt = startedAt + timeoutMs;
    const facts = factsOf(found, call, traceId);
    const meter = new CallMeter(this.#observer, facts, startedAt);
    const client = await this.#client(found.plugin, connection, { deadlineAt, signal }).catch((error: unknown) => {
      meter.ended('fail', isMortiseError(error) ? error.code : 'internal', 0);
      throw error;
    });
    const { onExchange, onBudgetWait } = meter;
    const scope: CallScope = {
      deadlineAt,
      traceId,
      idempotencyKey,
      signal,
      onExchange,
      onRecord,
      budgetPatienceMs,
      onBudgetWait,
    };
    const host = this.#powers(client, scope, facts);
    const invocation = {
      action: found.action.name,
      input: call.input,
      settings: connection?.settings ?? {},
      cursor: call.cursor,
      task: call.task,
      idempotencyKey,
      deadlineAt,
      signal,
    };
    const limits = { maxAttempts, deadlineAt, budgetPatienceMs, signal };
    const { outcome, attempts } = await withAttempts(() => this.#runner.run(found.plugin, invocation, host), limits);
    const durationMs = meter.ended(outcome.outcome, 'error' in outcome ? outcome.error?.code : undefined, attempts);
    return { outcome: redacted(outcome, client), attempts, durationMs };
  }

  /** Subscribes a webhook at its service. Throws what {@link call} throws, and the error that it ended with. */
  async subscribe(call: WebhookCall, target: WebhookTarget): Promise<Subscription> {
    return Subscription.parse(await this.#attend({ ...call, task: { kind: 'subscribe', ...target } }));
  }

  /** Ends a subscription; one that is gone already counts as ended. Throws what {@link subscribe} throws. */
  async unsubscribe(call: WebhookCall, id: string): Promise<void> {
    await this.#attend({ ...call, task: { kind: 'unsubscribe', id } });
  }

  /** The events in the payload of a delivery that was verified. Throws the error that its webhook ended with. */
  async readEvents({ action, version, payload, timeoutMs = 10_000, signal }: DeliveredPayload): Promise<readonly unknown[]> {
    const found = this.catalogue.get(action, { version });
    const outcome = await this.#runner.run(
      found.plugin,
      {
        action: found.action.name,
        input: payload,
        task: { kind: 'readEvents' },
        settings: {},
        idempotencyKey: randomUUID(),
        deadlineAt: performance.now() + timeoutMs,
        signal,
      },
      nothingToAsk,
    );
    return Events.parse(outputOf(outcome));
  }

  /** Asks the service whether it accepts the credentials of a connection. Throws the error it ended with. */
  async testConnection(
    connection: ConnectionRecord,
    { timeoutMs = 15_000, traceId = newTraceId() }: TestOptions = {},
  ): Promise<void> {
    const deadlineAt = performance.now() + timeoutMs;
    const client = await this.#clientOf(connection, deadlineAt);
    await client.test({ deadlineAt, traceId, idempotencyKey: randomUUID() });
  }

  /** How the application of a connection logs in with these settings, and what to ask for its tokens with. */
  async loginOf(
    connection: ConnectionRecord,
    { timeoutMs = 15_000 }: Pick<TestOptions, 'timeoutMs'> = {},
  ): Promise<ConnectionLogin> {
    const client = await this.#clientOf(connection, performance.now() + timeoutMs);
    return client.login;
  }

  /** Drops what is kept of a connection that is gone. */
  forgetConnection(id: string): void {
    this.#clients.forgetConnection(id);
  }

  async close(): Promise<void> {
    this.catalogue.close();
    await this.#runner.close();
    await this.#http.close();
  }

  async #attend(call: Call): Promise<unknown> {
    const { outcome } = await this.call(call);
    return outputOf(outcome);
  }

  #find({ action: id, version, connection, tenant }: Call): CatalogueAction {
    const found = this.catalogue.get(id, { version, tenant });
    const { application } = found.plugin.manifest;
    if (connection && connection.application !== application.name) {
      throw new ConnectionMismatchError(
        `${id} is an action of ${application.name}, the connection is one of ${connection.application}.`,
      );
    }
    if (!connection && needsConnection(application)) throw new ConnectionRequiredError(application.name);
    return found;
  }

  /** What a call may ask of the host while it runs. */
  #powers(client: ConnectionClient, scope: CallScope, facts: ActionFacts): InvocationHost {
    const log = new CallLog(this.#observer, facts, client);
    const files = () => this.#files?.(facts.tenant) ?? temporaryFiles();
    return {
      send: (request, responses) => client.send(request, scope, responses),
      download: async (request, options) => client.download(request, scope, { ...options, to: await files() }),
      readFile: async (id, options) => readStoredFile(await files(), id, options),
      log: (level, message, fields) => log.write(level, message, fields),
    };
  }

  async #clientOf(connection: ConnectionRecord, deadlineAt: number): Promise<ConnectionClient> {
    const plugin = this.catalogue.findApplication(connection.application);
    if (!plugin || !isOpenTo(plugin, connection.tenant))
      throw new ActionNotFoundError(`No installed plugin offers the application ${connection.application}.`);
    return this.#client(plugin, connection, { deadlineAt });
  }

  /** Waits no longer than the call does, though a plugin may take its time to load. */
  async #client(plugin: PluginPackage, connection: ConnectionRecord | undefined, patience: Patience): Promise<ConnectionClient> {
    const client = this.#clients.open(plugin, connection);
    if (client instanceof ConnectionClient) return client;
    try {
      return await waitFor(client, `${plugin.name} to load`, patience);
    } catch (error) {
      if (error instanceof PluginLoadError) this.catalogue.noteLoad(plugin, error.message);
      throw error;
    }
  }

  /** A plugin that arrives while the host runs is loaded at once: it is about to be used, and a broken one shows. */
  async #load(plugin: PluginPackage): Promise<void> {
    try {
      await this.#runner.load(plugin);
      this.catalogue.noteLoad(plugin, undefined);
    } catch (error) {
      this.catalogue.noteLoad(plugin, error instanceof Error ? error.message : String(error));
    }
  }

  async #forget(plugin: PluginPackage): Promise<void> {
    this.#clients.forgetPlugin(plugin);
    await this.#runner.release(plugin);
  }
}

function factsOf({ id, plugin }: CatalogueAction, { connection, tenant }: Call, traceId: string): ActionFacts {
  return {
    action: id,
    application: plugin.manifest.application.name,
    plugin: plugin.name,
    version: plugin.version,
    connection: connection?.id,
    tenant,
    traceId,
  };
}

function outputOf(outcome: Outcome): unknown {
  if (outcome.outcome === 'success') return outcome.output;
  if ('error' in outcome && outcome.error) throw new ReportedError(outcome.error);
  throw new TypeError(`A webhook ended with "${outcome.outcome}", which it cannot.`);
}

function redacted(outcome: Outcome, client: ConnectionClient): Outcome {
  if (!('error' in outcome) || !outcome.error) return outcome;
  return { ...outcome, error: { ...outcome.error, detail: client.redact(outcome.error.detail) } };
}
