import { ConnectionClient, type HttpClient, memoryTokenStore, type RateBudget, type RateBudgets } from '@mortise/sdk';
import type { ConnectionRecord } from './call.ts';
import { declaredHosts } from './hosts.ts';
import type { PluginPackage } from './plugins/plugin-package.ts';
import type { Runner } from './runners/runner.ts';

interface Entry {
  /** Of the connection, so that changed credentials get a new client. */
  readonly revision: string | undefined;
  readonly opening: Promise<ConnectionClient>;
  client?: ConnectionClient;
  /** The user's, which may change without a new revision. */
  limits: ConnectionRecord['limits'];
}

/** One client for each connection and build of a plugin: tokens are shared by all its calls, and its API is described once. */
export class ConnectionClients {
  readonly #runner: Runner;
  readonly #http: HttpClient;
  readonly #budgets: RateBudgets;
  readonly #entries = new Map<PluginPackage, Map<string | undefined, Entry>>();

  constructor(runner: Runner, http: HttpClient, budgets: RateBudgets) {
    this.#runner = runner;
    this.#http = http;
    this.#budgets = budgets;
  }

  /** A promise only where it is not open yet, so that calls through an open one need not wait. */
  open(plugin: PluginPackage, connection: ConnectionRecord | undefined): ConnectionClient | Promise<ConnectionClient> {
    const known = this.#entries.get(plugin)?.get(connection?.id);
    if (!known || known.revision !== connection?.revision) return this.#add(plugin, connection);
    if (known.limits !== connection?.limits) {
      known.limits = connection?.limits;
      this.#openBudget(plugin, connection);
    }
    return known.client ?? known.opening;
  }

  forgetPlugin(plugin: PluginPackage): void {
    this.#entries.delete(plugin);
  }

  /** Drops the client of a connection that is gone, and its tokens with it. */
  forgetConnection(id: string): void {
    for (const entries of this.#entries.values()) {
      // Calls under way through it end first.
      void entries.get(id)?.client?.close();
      entries.delete(id);
    }
    this.#budgets.forget(id);
  }

  #add(plugin: PluginPackage, connection: ConnectionRecord | undefined): Promise<ConnectionClient> {
    const entries = this.#entries.get(plugin) ?? new Map<string | undefined, Entry>();
    this.#entries.set(plugin, entries);
    const opening = this.#describe(plugin, connection, this.#openBudget(plugin, connection));
    const entry: Entry = { revision: connection?.revision, limits: connection?.limits, opening };
    entries.set(connection?.id, entry);
    entry.opening.then(
      (client) => {
        entry.client = client;
      },
      () => {
        // The next call tries again; this one is told by the promise it was given.
        if (entries.get(connection?.id) === entry) entries.delete(connection?.id);
      },
    );
    return entry.opening;
  }

  /** Limits that have changed hold for a budget that is open already. */
  #openBudget({ manifest }: PluginPackage, connection: ConnectionRecord | undefined): RateBudget {
    const { name, limits } = manifest.application;
    return this.#budgets.open({
      application: name,
      connection: connection?.id,
      revision: connection?.revision,
      perConnection: [limits?.perConnection, connection?.limits?.perConnection],
      perApplication: limits?.perApplication,
    });
  }

  async #describe(
    plugin: PluginPackage,
    connection: ConnectionRecord | undefined,
    budget: RateBudget,
  ): Promise<ConnectionClient> {
    const settings = connection?.settings ?? {};
    return new ConnectionClient({
      http: this.#http,
      api: await this.#runner.describe(plugin, settings),
      credentials: connection?.credentials ?? {},
      tokenStore: connection?.tokenStore ?? memoryTokenStore(),
      hosts: declaredHosts(plugin.manifest, settings),
      budget,
      ...(connection?.secrets && { secrets: connection.secrets }),
    });
  }
}
