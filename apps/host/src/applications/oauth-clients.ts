import { PluginCatalogue } from '@mortise/runtime';
import { SettingsError } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { Kysely, type Selectable } from 'kysely';
import { z } from 'zod';
import type { OAuthClientsTable, Tables } from '../database/tables.ts';
import { KnownSecrets } from '../observability/known-secrets.ts';
import { DataKeys } from '../security/data-keys.ts';
import { hasRole, type Identity } from '../security/identity.ts';
import { clientPlace } from '../security/sealed-tables.ts';
import { clientFieldsOf, hasOwnClient } from './client-fields.ts';
import { type ApplicationFacts, formOf } from './form.ts';
import { hasSameHosts, hostFieldsOf, hostValuesOf } from './host-fields.ts';
import { refusePlaceholder } from './placeholder.ts';

/** The client under which this host is registered at a service. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** What decides the hosts that it may be sent to; absent where these are fixed, and until an admin has named or used them. */
  readonly values: HostValues | undefined;
  /** Differs whenever the rest does. */
  readonly updatedAt: string;
}

/** The client of an admin who sets one. */
export interface NewClient {
  readonly clientId: string;
  readonly clientSecret?: string | null | undefined;
  readonly values?: HostValues | undefined;
}

type HostValues = Readonly<Record<string, unknown>>;
type ClientRow = Selectable<OAuthClientsTable>;

/** The secret lies sealed with what it is bound to, so that nobody who writes to the database can bind it to something else. */
const Sealed = z.strictObject({ clientSecret: z.string().optional(), values: z.record(z.string(), z.unknown()).optional() });
type Sealed = z.infer<typeof Sealed>;

const secretField = 'client_secret';

/** The clients of a tenant, by application. Connections that bring none of their own use them. */
@Injectable()
export class OAuthClients {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly dataKeys: DataKeys,
    private readonly secrets: KnownSecrets,
    private readonly catalogue: PluginCatalogue,
  ) {}

  async find(tenant: string, application: string): Promise<OAuthClient | undefined> {
    const row = await this.#row(tenant, application);
    if (!row) return undefined;
    const { clientSecret, values } = await this.#open(row);
    return { clientId: row.client_id, clientSecret, values, updatedAt: row.updated_at };
  }

  /**
   * The client for a connection with these values: none where it brings its own, where its application knows none, or where it
   * would be sent to other hosts than an admin has agreed to. An admin who uses it first agrees by that.
   */
  async findFor(
    { tenant, application }: Pick<ClientRow, 'tenant' | 'application'>,
    values: HostValues,
    { isAdmin = false } = {},
  ): Promise<OAuthClient | undefined> {
    const facts = this.catalogue.findApplication(application, tenant)?.manifest.application;
    if (!facts || !clientFieldsOf(facts.credentials) || hasOwnClient(values)) return undefined;
    const client = await this.find(tenant, application);
    if (!client || hostFieldsOf(facts).length === 0) return client;
    const isFor = client.values ? hasSameHosts(facts, client.values, values) : isAdmin;
    return isFor ? client : undefined;
  }

  /** The client that a form may leave to the host: one that nobody has agreed to yet is only an admin's to use. */
  async offeredTo(identity: Identity, facts: ApplicationFacts): Promise<OAuthClient | undefined> {
    const client = clientFieldsOf(formOf(facts)) && (await this.find(identity.tenant, facts.name));
    const isAgreedTo = hostFieldsOf(facts).length === 0 || client?.values !== undefined;
    return isAgreedTo || hasRole(identity, 'admin') ? client : undefined;
  }

  /**
   * Binds a client that is bound to nothing yet to the hosts of the connection that an admin uses it for, and says whether it did.
   */
  async bind({ tenant, application }: Pick<ClientRow, 'tenant' | 'application'>, values: HostValues): Promise<boolean> {
    const facts = this.catalogue.findApplication(application, tenant)?.manifest.application;
    const row = await this.#row(tenant, application);
    if (!facts || !row || hostFieldsOf(facts).length === 0) return false;
    const sealed = await this.#open(row);
    if (sealed.values) return false;
    const key = await this.dataKeys.open(placeOf(tenant, application), row.data_key);
    const bound: Sealed = { ...sealed, values: hostValuesOf(facts, values) };
    const { numUpdatedRows } = await this.database
      .updateTable('oauth_clients')
      .set({ client_secret: key.seal(JSON.stringify(bound), secretField) })
      .where('tenant', '=', tenant)
      .where('application', '=', application)
      .where('client_secret', row.client_secret === null ? 'is' : '=', row.client_secret)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** The same error; where a client is missing that the host has for another address only, it says so. */
  async explain({ tenant, application }: Pick<ClientRow, 'tenant' | 'application'>, error: unknown): Promise<unknown> {
    const facts = this.catalogue.findApplication(application, tenant)?.manifest.application;
    const fields = facts && clientFieldsOf(formOf(facts));
    if (!(error instanceof SettingsError) || !fields || (error.path !== fields.id && error.path !== fields.secret)) return error;
    const client = await this.find(tenant, application);
    if (!client) return error;
    const bound = Object.entries(client.values ?? {}).map(([name, value]) => `${name}=${String(value)}`);
    const hint =
      bound.length > 0
        ? `The OAuth client of this host is used with ${bound.join(' and ')} only; "mortise connections client ${application} --id ${client.clientId} --value <key=value>" binds it to another address.`
        : 'The OAuth client of this host is bound to no address yet: an admin has to use it first.';
    return new SettingsError(error.path ?? '', `${error.message} ${hint}`);
  }

  /**
   * Stores a client in place of another. What is left out stays for the same client id; `null` takes the secret away. Throws a
   * SettingsError where the secret would stay for other hosts.
   */
  async set(tenant: string, facts: ApplicationFacts, { clientId, clientSecret, values }: NewClient): Promise<OAuthClient> {
    refusePlaceholder('clientSecret', clientSecret);
    const { name: application } = facts;
    const before = await this.find(tenant, application);
    const kept = before?.clientId === clientId ? before : undefined;
    const bound = boundValues(facts, values) ?? kept?.values;
    const secret = clientSecret === undefined ? kept?.clientSecret : (clientSecret ?? undefined);
    if (clientSecret === undefined && secret !== undefined && kept?.values && !hasSameHosts(facts, kept.values, bound ?? {})) {
      throw new SettingsError('clientSecret', 'The address was changed, so clientSecret has to be filled in again.');
    }
    this.secrets.add(ownerOf(tenant, application), [secret]);
    const { record, key } = await this.dataKeys.create(placeOf(tenant, application));
    const columns = {
      client_id: clientId,
      data_key: record,
      client_secret:
        secret === undefined && !bound ? null : key.seal(JSON.stringify({ clientSecret: secret, values: bound }), secretField),
      updated_at: new Date().toISOString(),
    };
    await this.database
      .insertInto('oauth_clients')
      .values({ tenant, application, ...columns })
      .onConflict((conflict) => conflict.columns(['tenant', 'application']).doUpdateSet(columns))
      .execute();
    return { clientId, clientSecret: secret, values: bound, updatedAt: columns.updated_at };
  }

  /** Says whether there was one. */
  async remove(tenant: string, application: string): Promise<boolean> {
    const { numDeletedRows } = await this.database
      .deleteFrom('oauth_clients')
      .where('tenant', '=', tenant)
      .where('application', '=', application)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  #row(tenant: string, application: string): Promise<ClientRow | undefined> {
    return this.database
      .selectFrom('oauth_clients')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('application', '=', application)
      .executeTakeFirst();
  }

  async #open({ tenant, application, data_key, client_secret }: ClientRow): Promise<Sealed> {
    if (client_secret === null) return {};
    const key = await this.dataKeys.open(placeOf(tenant, application), data_key);
    const sealed = readSealed(key.open(client_secret, secretField));
    this.secrets.add(ownerOf(tenant, application), [sealed.clientSecret]);
    return sealed;
  }
}

/** Rows of before clients were bound hold the bare secret. */
function readSealed(text: string): Sealed {
  try {
    return Sealed.parse(JSON.parse(text));
  } catch {
    return { clientSecret: text };
  }
}

function boundValues(facts: ApplicationFacts, values: HostValues | undefined): HostValues | undefined {
  if (!values) return undefined;
  const fields = hostFieldsOf(facts);
  const other = Object.keys(values).find((name) => !fields.includes(name));
  if (other !== undefined) throw new SettingsError(`values.${other}`, `${other} does not decide what hosts are reached.`);
  return fields.length === 0 ? undefined : hostValuesOf(facts, values);
}

function placeOf(tenant: string, application: string) {
  return { tenant, application, id: clientPlace };
}

function ownerOf(tenant: string, application: string): string {
  return `client ${tenant} ${application}`;
}
