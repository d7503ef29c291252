import { randomUUID } from 'node:crypto';
import { type ConnectionRecord, PluginCatalogue, type PluginPackage, Runtime } from '@mortise/runtime';
import { Credentials, memoryTokenStore, type TokenSet, type TokenStore } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { applicationNotFound } from '../applications/application-not-found.ts';
import { credentialsOf } from '../applications/client-fields.ts';
import { OAuthClients } from '../applications/oauth-clients.ts';
import { KnownSecrets } from '../observability/known-secrets.ts';
import { ConnectionContents } from './connection-contents.ts';
import { type ConnectionRow, ConnectionStore } from './connection-store.ts';
import type { SplitValues, Values } from './connection-values.ts';
import { connectionNotFound, OpenConnections } from './open-connections.ts';
import { secretTexts } from './secret-texts.ts';

/** A form that somebody fills in at this moment. */
export interface Draft {
  readonly application: string;
  readonly values: Values;
  /** Id or name of the connection that is being changed: what is not among the values is taken from there, secrets too. */
  readonly connection?: string | undefined;
  /** May lack what can be chosen only once the rest is there. */
  readonly isUnfinished?: boolean;
  /** Whether an admin fills it in, and so may be the first to use the OAuth client of this host. */
  readonly isAdmin?: boolean;
}

export interface OpenDraft {
  readonly plugin: PluginPackage;
  readonly connection: ConnectionRecord;
  /** What was filled in, without its secrets. */
  readonly values: Values;
}

const owner = 'drafts';

/** Connections for as long as one piece of work takes: nothing of them is stored. */
@Injectable()
export class DraftConnections {
  constructor(
    private readonly store: ConnectionStore,
    private readonly contents: ConnectionContents,
    private readonly opened: OpenConnections,
    private readonly secrets: KnownSecrets,
    private readonly catalogue: PluginCatalogue,
    private readonly runtime: Runtime,
    private readonly clients: OAuthClients,
  ) {}

  /** Throws a NotFoundError, a SettingsError, and what the work throws. */
  async use<Result>(
    tenant: string,
    { application, values, connection: idOrName, isUnfinished = false, isAdmin: isByAdmin = false }: Draft,
    work: (draft: OpenDraft) => Promise<Result>,
  ): Promise<Result> {
    const plugin = this.catalogue.findApplication(application, tenant);
    if (!plugin) throw applicationNotFound(application);
    const row = idOrName === undefined ? undefined : await this.#row(tenant, application, idOrName);
    const filledIn = row ? await this.contents.changedValues(row, values) : values;
    // The values of a connection are perhaps those of somebody else.
    const isAdmin = isByAdmin && !row;
    const split = await this.contents.split({ tenant, application }, filledIn, { draft: isUnfinished, isAdmin });
    const visible = { ...split.settings, ...split.credentials };
    // Tokens were given for the stored values; only where these are the same may a draft go on with them.
    if (row && this.contents.isSameLogin(row, await this.contents.stored(row), split)) {
      const connection = { ...(await this.opened.open(row)), settings: split.settings };
      return work({ plugin, connection, values: visible });
    }
    const client = await this.clients.findFor({ tenant, application }, { ...visible, ...split.secrets }, { isAdmin });
    const connection = this.#record({ tenant, application }, split, client && credentialsOf(client));
    try {
      return await work({ plugin, connection, values: visible });
    } finally {
      this.runtime.forgetConnection(connection.id);
    }
  }

  #record(
    { tenant, application }: Pick<ConnectionRow, 'tenant' | 'application'>,
    { settings, credentials, secrets }: SplitValues,
    client: Credentials | undefined,
  ): ConnectionRecord {
    const texts = secretTexts(secrets);
    this.secrets.add(owner, texts);
    return {
      id: `draft-${randomUUID()}`,
      tenant,
      revision: '1',
      application,
      settings,
      credentials: Credentials.parse({ ...client, ...credentials, ...secrets }),
      secrets: texts,
      tokenStore: this.#tokenStore(),
    };
  }

  #tokenStore(): TokenStore {
    const { load, save } = memoryTokenStore();
    return {
      load,
      save: async (tokens: TokenSet) => {
        this.secrets.addTokens(owner, tokens);
        await save(tokens);
      },
    };
  }

  async #row(tenant: string, application: string, idOrName: string): Promise<ConnectionRow> {
    const byId = await this.store.find(tenant, idOrName);
    const row = byId ?? (await this.store.findByName(tenant, application, idOrName));
    if (row?.application !== application) throw connectionNotFound(idOrName, application);
    return row;
  }
}
