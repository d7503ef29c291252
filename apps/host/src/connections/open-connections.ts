import type { ConnectionRecord } from '@mortise/runtime';
import { Credentials, type TokenSet } from '@mortise/sdk';
import { Inject, Injectable } from '@nestjs/common';
import { credentialsOf } from '../applications/client-fields.ts';
import { OAuthClients } from '../applications/oauth-clients.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { EventHub } from '../events/event-hub.ts';
import { HostLog } from '../observability/host-log.ts';
import { KnownSecrets } from '../observability/known-secrets.ts';
import { ConnectionSeal } from './connection-seal.ts';
import { type ConnectionRow, ConnectionStore } from './connection-store.ts';
import { released, tokenColumnsOf } from './connection-tokens.ts';
import { parseLimits, parseValues, signInNeededBy } from './connection-view.ts';
import { secretTexts } from './secret-texts.ts';
import { StoredTokens } from './stored-tokens.ts';

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
    private readonly clients: OAuthClients,
    private readonly events: EventHub,
    private readonly audit: AuditLog,
    private readonly log: HostLog,
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

  /** Whether nothing can be called through a connection before somebody has signed in to it. */
  async needsSignIn(tenant: string, application: string, idOrName: string): Promise<boolean> {
    const row = await this.#row(tenant, application, idOrName);
    return row !== undefined && signInNeededBy(row) !== undefined;
  }

  /** To be called after every change: all of a tenant's connections are few, and read again in no time. */
  invalidate(): void {
    this.#kept?.clear();
  }

  async open(row: ConnectionRow): Promise<ConnectionRecord> {
    const secrets = await this.seal.open(row);
    const texts = secretTexts(secrets);
    this.secrets.add(row.id, texts);
    const limits = parseLimits(row.limits);
    const own = { ...parseValues(row.credentials), ...secrets };
    const client = await this.clients.findFor(row, { ...parseValues(row.settings), ...own });
    return {
      id: row.id,
      tenant: row.tenant,
      // Another client, or another account that somebody has signed in to, begins anew on every host.
      revision: [row.revision, row.signed_in_at, client?.updatedAt].join(' '),
      application: row.application,
      settings: parseValues(row.settings),
      credentials: Credentials.parse({ ...(client && credentialsOf(client)), ...own }),
      secrets: texts,
      tokenStore: this.#tokenStore(row),
      ...(limits && { limits }),
    };
  }

  /** The tokens of a row as they were read with it. */
  async tokensOf(row: ConnectionRow): Promise<TokenSet | undefined> {
    return row.tokens === null ? undefined : this.#known(row.id, await this.seal.openTokens(row, row.tokens));
  }

  /** Stores the tokens of a user who has signed in; `false` where the settings or the credentials have changed since the row was read. */
  async storeTokens(row: ConnectionRow, tokens: TokenSet): Promise<boolean> {
    this.#known(row.id, tokens);
    const columns = await tokenColumnsOf(tokens, row, this.seal);
    const change = { ...columns, sign_in_needed: null, ...released };
    const isStored = await this.store.replaceTokens(row, { ...change, signed_in_at: new Date().toISOString() });
    this.invalidate();
    return isStored;
  }

  async #read(tenant: string, application: string, idOrName: string): Promise<ConnectionRecord> {
    const row = await this.#row(tenant, application, idOrName);
    if (!row) throw connectionNotFound(idOrName, application);
    return this.open(row);
  }

  async #row(tenant: string, application: string, idOrName: string): Promise<ConnectionRow | undefined> {
    return (await this.store.find(tenant, idOrName)) ?? (await this.store.findByName(tenant, application, idOrName));
  }

  /** Tokens belong to one revision: those that arrive after a change of the credentials are dropped, not stored over it. */
  #tokenStore(row: ConnectionRow): StoredTokens {
    const { tenant, id, application, name } = row;
    return new StoredTokens(row, this.store, this.seal, {
      seen: (tokens) => void this.#known(id, tokens),
      failed: (error) => this.log.fault(error),
      signInNeeded: async (reason) => {
        this.events.publish(tenant, { type: 'connection.sign_in_needed', data: { id, application, name } });
        await this.audit.record(
          { tenant, actor: 'host' },
          {
            action: 'connection.sign_in_needed',
            target: `connection:${id}`,
            detail: { application, name, reason },
          },
        );
      },
    });
  }

  #known(id: string, tokens: TokenSet): TokenSet {
    this.secrets.addTokens(id, tokens);
    return tokens;
  }
}

export function connectionNotFound(idOrName: string, application?: string): NotFoundError {
  const place = application === undefined ? 'There is' : `${application} has`;
  return new NotFoundError('connection_not_found', `${place} no connection "${idOrName}".`, [
    { label: 'See the connections', command: 'mortise connections list' },
  ]);
}
