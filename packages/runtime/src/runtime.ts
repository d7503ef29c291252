import { randomUUID } from 'node:crypto';
import {
  type CallScope,
  ConnectionClient,
  type HttpClient,
  isMortiseError,
  newTraceId,
  type Outcome,
  type Patience,
  waitFor,
  withAttempts,
} from '@mortise/sdk';
import type { ActionFacts, Call, CallResult, ConnectionRecord, RuntimeObserver } from './call.ts';
import { CallLog } from './call-log.ts';
import { ConnectionClients } from './connection-clients.ts';
import { ActionNotFoundError } from './errors/action-not-found-error.ts';
import { ConnectionMismatchError } from './errors/connection-mismatch-error.ts';
import { ConnectionRequiredError } from './errors/connection-required-error.ts';
import { PluginLoadError } from './errors/plugin-load-error.ts';
import type { CatalogueAction, PluginCatalogue } from './plugins/plugin-catalogue.ts';
import type { PluginPackage } from './plugins/plugin-package.ts';
import type { InvocationHost, Runner } from './runners/runner.ts';

export interface RuntimeOptions {
  readonly catalogue: PluginCatalogue;
  readonly runner: Runner;
  readonly http: HttpClient;
  readonly observer?: RuntimeObserver;
}

export type TestOptions = Pick<Call, 'timeoutMs' | 'traceId'>;

/** Runs the actions of the installed plugins through connections. */
export class Runtime {
  readonly catalogue: PluginCatalogue;
  readonly #runner: Runner;
  readonly #http: HttpClient;
  readonly #observer: RuntimeObserver;
  readonly #clients: ConnectionClients;

  constructor({ catalogue, runner, http, observer = {} }: RuntimeOptions) {
    this.catalogue = catalogue;
    this.#runner = runner;
    this.#http = http;
    this.#observer = observer;
    this.#clients = new ConnectionClients(runner, http);
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
    const {
      timeoutMs = 30_000,
      maxAttempts = 3,
      idempotencyKey = randomUUID(),
      traceId = newTraceId(),
      connection,
      signal,
    } = call;
    const deadlineAt = startedAt + timeoutMs;
    const facts = factsOf(found, call, traceId);
    const traffic = { requestBytes: 0, responseBytes: 0, status: 0 };
    const report = (outcome: Outcome['outcome'], error: string | undefined, attempts: number) => {
      const durationMs = performance.now() - startedAt;
      const { requestBytes, responseBytes, status } = traffic;
      const statusClass = status ? `${Math.floor(status / 100)}xx` : undefined;
      this.#observer.onCall?.({ ...facts, outcome, error, statusClass, attempts, durationMs, requestBytes, responseBytes });
      return durationMs;
    };
    const client = await this.#client(found.plugin, connection, { deadlineAt, signal }).catch((error: unknown) => {
      report('fail', isMortiseError(error) ? error.code : 'internal', 0);
      throw error;
    });
    const log = new CallLog(this.#observer, facts, client);
    const scope: CallScope = {
      deadlineAt,
      traceId,
      idempotencyKey,
      signal,
      onExchange: (exchange) => {
        traffic.requestBytes += exchange.requestBytes;
        traffic.responseBytes += exchange.responseBytes;
        traffic.status = exchange.status ?? 0;
        this.#observer.onExchange?.({ ...exchange, ...facts });
      },
    };
    const invocation = {
      action: found.action.name,
      input: call.input,
      settings: connection?.settings ?? {},
      cursor: call.cursor,
      idempotencyKey,
      deadlineAt,
      signal,
    };
    const host: InvocationHost = {
      send: (request, responses) => client.send(request, scope, responses),
      log: (level, message, fields) => log.write(level, message, fields),
    };
    const { outcome, attempts } = await withAttempts(() => this.#runner.run(found.plugin, invocation, host), {
      maxAttempts,
      deadlineAt,
      signal,
    });
    const durationMs = report(outcome.outcome, 'error' in outcome ? outcome.error?.code : undefined, attempts);
    return { outcome: redacted(outcome, client), attempts, durationMs };
  }

  /** Asks the service whether it accepts the credentials of a connection. Throws the error it ended with. */
  async testConnection(
    connection: ConnectionRecord,
    { timeoutMs = 15_000, traceId = newTraceId() }: TestOptions = {},
  ): Promise<void> {
    const plugin = this.catalogue.findApplication(connection.application);
    if (!plugin) throw new ActionNotFoundError(`No installed plugin offers the application ${connection.application}.`);
    const deadlineAt = performance.now() + timeoutMs;
    const client = await this.#client(plugin, connection, { deadlineAt });
    await client.test({ deadlineAt, traceId, idempotencyKey: randomUUID() });
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

  #find({ action: id, version, connection }: Call): CatalogueAction {
    const found = this.catalogue.find(id, version);
    if (!found)
      throw new ActionNotFoundError(`No installed plugin offers the action "${id}"${version ? ` in version ${version}` : ''}.`);
    const { application } = found.plugin.manifest;
    if (connection && connection.application !== application.name) {
      throw new ConnectionMismatchError(
        `${id} is an action of ${application.name}, the connection is one of ${connection.application}.`,
      );
    }
    const needsConnection = application.credentials.required.length + application.settings.required.length > 0;
    if (!connection && needsConnection) throw new ConnectionRequiredError(application.name);
    return found;
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

function redacted(outcome: Outcome, client: ConnectionClient): Outcome {
  if (!('error' in outcome) || !outcome.error) return outcome;
  return { ...outcome, error: { ...outcome.error, detail: client.redact(outcome.error.detail) } };
}
