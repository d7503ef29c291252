import { isDeepStrictEqual } from 'node:util';
import { PluginCatalogue } from '@mortise/runtime';
import { choicesFromOf, SettingsError } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { applicationNotFound } from '../applications/application-not-found.ts';
import type { ApplicationFacts } from '../applications/form.ts';
import { hasSameHosts, hostFieldsOf } from '../applications/host-fields.ts';
import { OAuthClients } from '../applications/oauth-clients.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Identity } from '../security/identity.ts';
import { ConnectionSeal, type Place, type SealedPlace } from './connection-seal.ts';
import type { ConnectionRow } from './connection-store.ts';
import { ConnectionValues, type SplitValues, type Values } from './connection-values.ts';
import { parseValues } from './connection-view.ts';

interface FormOptions {
  /** What can be chosen only once the rest is there may be missing. */
  readonly draft?: boolean;
  /** An admin fills it in, who may be the first to use the OAuth client of this host. */
  readonly isAdmin?: boolean;
}

/** What is new in a row. */
interface Change {
  readonly columns: Columns;
  /** Only choices differ: tokens that were given for what was there before are good for this too. */
  readonly keepsLogin: boolean;
}

type Columns = Pick<ConnectionRow, 'settings' | 'credentials' | 'secrets'>;
type NewColumns = Columns & Pick<ConnectionRow, 'data_key'>;

/** What a user filled in, as the columns of a row: checked, split and with its secrets sealed. */
@Injectable()
export class ConnectionContents {
  constructor(
    private readonly values: ConnectionValues,
    private readonly seal: ConnectionSeal,
    private readonly catalogue: PluginCatalogue,
    private readonly clients: OAuthClients,
    private readonly audit: AuditLog,
  ) {}

  /** Of a new row, whose secrets get a key of their own. Throws a NotFoundError or a SettingsError. */
  async columns(place: Place, values: Values, options: FormOptions): Promise<NewColumns> {
    const split = await this.split(place, values, options);
    const data_key = await this.seal.create(place);
    return { data_key, ...(await this.#columns({ ...place, data_key }, split)) };
  }

  /**
   * The same for a row that has values already: those that are left out stay, `null` takes one away. Nothing where everything
   * stays as it is, as with a form that was saved untouched.
   */
  async change(row: ConnectionRow, change: Values, options: FormOptions = {}): Promise<Change | undefined> {
    const [before, after] = [await this.stored(row), await this.split(row, await this.changedValues(row, change), options)];
    if (isDeepStrictEqual(before, after)) return undefined;
    return { columns: await this.#columns(row, after), keepsLogin: this.isSameLogin(row, before, after) };
  }

  /** Whether two forms log in alike: they differ in nothing but choices, and in none that decides what hosts are reached. */
  isSameLogin(place: Pick<Place, 'tenant' | 'application'>, one: SplitValues, other: SplitValues): boolean {
    const facts = this.#application(place);
    const hostFields = hostFieldsOf(facts);
    const isFixed = (name: string) => hostFields.includes(name) || !choicesFromOf(facts.settings.properties[name]);
    const fixed = ({ settings, ...login }: SplitValues) => ({
      ...login,
      settings: Object.fromEntries(Object.entries(settings).filter(([name]) => isFixed(name))),
    });
    return isDeepStrictEqual(fixed(one), fixed(other));
  }

  /** An admin who has filled in a connection without an OAuth client has agreed to the use of that of the host there. */
  async agreeToClient(row: ConnectionRow, identity: Identity, correlationId: string): Promise<void> {
    const { settings, credentials, secrets } = await this.stored(row);
    const values = { ...settings, ...credentials, ...secrets };
    const isUsed = (await this.clients.findFor(row, values, { isAdmin: true })) !== undefined;
    if (!isUsed || !(await this.clients.bind(row, values))) return;
    const entry = { action: 'application.client_bound', target: `application:${row.application}`, correlationId } as const;
    await this.audit.record(identity, entry);
  }

  /**
   * All values of a row, its secrets too, after a change. Throws a SettingsError where stored secrets would be sent to other hosts
   * than they were filled in for.
   */
  async changedValues(row: ConnectionRow, change: Values): Promise<Values> {
    const { settings, credentials, secrets } = await this.stored(row);
    const before = { ...settings, ...credentials, ...secrets };
    const entries = Object.entries({ ...before, ...change }).filter(([, value]) => value !== null);
    const after: Values = Object.fromEntries(entries);
    const kept = Object.keys(secrets).find((name) => change[name] === undefined);
    if (kept !== undefined && !hasSameHosts(this.#application(row), before, after)) {
      throw new SettingsError(kept, `The address was changed, so ${kept} has to be filled in again.`);
    }
    return after;
  }

  /** The values of a row as they were stored, with its secrets opened. */
  async stored(row: ConnectionRow): Promise<SplitValues> {
    const secrets = await this.seal.open(row);
    return { settings: parseValues(row.settings), credentials: parseValues(row.credentials), secrets };
  }

  /** What was filled in for an application, checked; of a host that brings the OAuth client, without one. */
  async split(
    { tenant, application }: Pick<Place, 'tenant' | 'application'>,
    values: Values,
    { draft = false, isAdmin = false }: FormOptions = {},
  ): Promise<SplitValues> {
    const facts = this.#application({ tenant, application });
    const hasClient = (await this.clients.findFor({ tenant, application }, values, { isAdmin })) !== undefined;
    try {
      return this.values.split(facts, values, { draft, hasClient });
    } catch (error) {
      throw hasClient ? error : await this.clients.explain({ tenant, application }, error);
    }
  }

  #application({ tenant, application }: Pick<Place, 'tenant' | 'application'>): ApplicationFacts {
    const plugin = this.catalogue.findApplication(application, tenant);
    if (!plugin) throw applicationNotFound(application);
    return plugin.manifest.application;
  }

  async #columns(place: SealedPlace, { settings, credentials, secrets }: SplitValues): Promise<Columns> {
    const visible = { settings: JSON.stringify(settings), credentials: JSON.stringify(credentials) };
    return { ...visible, secrets: await this.seal.seal({ ...place, ...visible }, secrets) };
  }
}
