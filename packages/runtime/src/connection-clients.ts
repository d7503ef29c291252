import { ConnectionClient, type HttpClient, memoryTokenStore } from '@mortise/sdk';
import type { ConnectionRecord } from './call.ts';
import { declaredHosts } from './hosts.ts';
import type { PluginPackage } from './plugins/plugin-package.ts';
import type { Runner } from './runners/runner.ts';

interface Entry {
  /** Of the connection, so that changed credentials get a new client. */
  readonly revision: string | undefined;
  readonly opening: Promise<ConnectionClient>;
  client?: ConnectionClient;
}

/** One client for each connection and build of a plugin: tokens are shared by all its calls, and its API is described once. */
export class ConnectionClients {
  readonly #runner: Runner;
  readonly #http: HttpClient;
  readonly #entries = new Map<PluginPackage, Map<string | undefined, Entry>>();

  constructor(runner: Runner, http: HttpClient) {
    this.#runner = runner;
    this.#http = http;
  }

  /** A promise only where it is not open yet, so that calls through an open one need not wait. */
  open(plugin: PluginPackage, connection: ConnectionRecord | undefined): ConnectionClient | Promise<ConnectionClient> {
    const known = this.#entries.get(plugin)?.get(connection?.id);
    if (known && known.revision === connection?.revision) return known.client ?? known.opening;
    return this.#add(plugin, connection);
  }

  forgetPlugin(plugin: PluginPackage): void {
    this.#entries.delete(plugin);
  }

  /** Drops the client of a connection that is gone, and its tokens with it. */
  forgetConnection(id: string): void {
    for (const entries of this.#entries.values()) entries.delete(id);
  }

  #add(plugin: PluginPackage, connection: ConnectionRecord | undefined): Promise<ConnectionClient> {
    const entries = this.#entries.get(plugin) ?? new Map<string | undefined, Entry>();
    this.#entries.set(plugin, entries);
    const entry: Entry = { revision: connection?.revision, opening: this.#describe(plugin, connection) };
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

  async #describe(plugin: PluginPackage, connection: ConnectionRecord | undefined): Promise<ConnectionClient> {
    const settings = connection?.settings ?? {};
    return new ConnectionClient({
      http: this.#http,
      api: await this.#runner.describe(plugin, settings),
      credentials: connection?.credentials ?? {},
      tokenStore: connection?.tokenStore ?? memoryTokenStore(),
      hosts: declaredHosts(plugin.manifest, settings),
      ...(connection?.secrets && { secrets: connection.secrets }),
    });
  }
}
