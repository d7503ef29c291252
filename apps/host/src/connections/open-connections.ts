import type { ConnectionRecord } from '@mortise/runtime';
import { Credentials, type TokenSet, type TokenStore } from '@mortise/sdk';
import { Inject, Injectable } from '@nestjs/common';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { KnownSecrets } from '../observability/known-secrets.ts';
import { ConnectionSeal } from './connection-seal.ts';
import { type ConnectionRow, ConnectionStore } from './connection-store.ts';
import { parseValues } from './connection-view.ts';

/**
 * Connections with their secrets opened, as calls use them. A host that owns its database keeps them in memory until they
 * change; hosts that share one read the row for every call.
 */
@Injectable()
export class OpenConnections {
  readonly #kept: Map<string, Promise<ConnectionRecord>> | undefined;

  constructor(
    private readonly store: ConnectionStore,
    private readonly seal: ConnectionSeal,
    private readonly secrets: KnownSecrets,
    @Inject(configurationToken) { databaseUrl }: Configuration,
  ) {
    this.#kept = databaseUrl === undefined ? new Map() : undefined;
  }

  /** A connection of this tenant and application, by its id or its name. Throws a NotFoundError. */
  find(tenant: string, application: string, idOrName: string): Promise<ConnectionRecord> {
    // Neither a tenant nor the name of an application holds a space, so no two keys are alike.
    const key = `${tenant} ${application} ${idOrName}`;
    const known = this.#kept?.get(key);
    if (known) return known;
    const opening = this.#read(tenant, application, idOrName);
    this.#kept?.set(key, opening);
    opening.catch(() => this.#kept?.delete(key));
    return opening;
  }

  /** To be called after every change: all of a tenant's connections are few, and read again in no time. */
  invalidate(): void {
    this.#kept?.clear();
  }

  open(row: ConnectionRow): ConnectionRecord {
    const secrets = this.seal.open(row);
    const texts = Object.values(secrets).map((secret) => (typeof secret === 'string' ? secret : JSON.stringify(secret)));
    this.secrets.add(row.id, texts);
    return {
      id: row.id,
      revision: String(row.revision),
      application: row.application,
      settings: parseValues(row.settings),
      credentials: Credentials.parse({ ...parseValues(row.credentials), ...secrets }),
      secrets: texts,
      tokenStore: this.#tokenStore(row),
    };
  }

  async #read(tenant: string, application: string, idOrName: string): Promise<ConnectionRecord> {
    const byId = await this.store.find(tenant, idOrName);
    const row = byId ?? (await this.store.findByName(tenant, application, idOrName));
    if (!row) throw connectionNotFound(idOrName, application);
    return this.open(row);
  }

  /** Tokens belong to one revision: those that arrive after a change of the credentials are dropped, not stored over it. */
  #tokenStore(row: ConnectionRow): TokenStore {
    const { tenant, id, revision } = row;
    return {
      load: async () => {
        const record = await this.store.tokens(tenant, id, revision);
        return record === undefined ? undefined : this.#known(id, this.seal.openTokens(row, record));
      },
      save: async (tokens) => {
        this.#known(id, tokens);
        await this.store.update(tenant, id, revision, { tokens: this.seal.sealTokens(row, tokens) });
      },
    };
  }

  #known(id: string, tokens: TokenSet): TokenSet {
    this.secrets.addToken(id, tokens.accessToken);
    this.secrets.addToken(id, tokens.refreshToken);
    return tokens;
  }
}

export function connectionNotFound(idOrName: string, application?: string): NotFoundError {
  const place = application === undefined ? 'There is' : `${application} has`;
  return new NotFoundError('connection_not_found', `${place} no connection "${idOrName}".`, [
    { label: 'See the connections', command: 'mortise connections list' },
  ]);
}
