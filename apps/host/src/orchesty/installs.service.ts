import { randomUUID } from 'node:crypto';
import { PluginCatalogue, type PluginPackage } from '@mortise/runtime';
import { ConnectionLimits, missingFields } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { applicationNotFound } from '../applications/application-not-found.ts';
import { withClient } from '../applications/client-fields.ts';
import { formOf, isSecret } from '../applications/form.ts';
import { OAuthClients } from '../applications/oauth-clients.ts';
import { type AuditedAction, AuditLog } from '../audit/audit-log.ts';
import { ConnectionStore } from '../connections/connection-store.ts';
import { type ConnectionView, NewConnection } from '../connections/connection-view.ts';
import { ConnectionsService } from '../connections/connections.service.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import type { Caller } from '../security/caller.ts';
import { type Draft, emptyDraft, InstallDrafts } from './install-draft.ts';
import { type GivenForms, passwordGiven, toLimits, toValues } from './install-form.ts';
import { type InstallRow, InstallStore } from './install-store.ts';
import { type Install, isEnabled } from './install-view.ts';
import { WorkerError } from './worker-error.ts';
import { WorkerIdentity } from './worker-identity.ts';

/** Whose install of what. */
export interface InstallPlace {
  readonly name: string;
  readonly user: string;
}

/** A password that is saved for itself. */
export interface GivenPassword {
  readonly formKey: string;
  readonly fieldKey: string;
  readonly password: string;
}

/**
 * Installs of a platform's users are our connections, named after the user. An install may be half filled in, which a connection
 * cannot, so until then it is a draft; and it may be disabled.
 */
@Injectable()
export class InstallsService {
  constructor(
    private readonly store: InstallStore,
    private readonly drafts: InstallDrafts,
    private readonly connectionStore: ConnectionStore,
    private readonly connections: ConnectionsService,
    private readonly clients: OAuthClients,
    private readonly catalogue: PluginCatalogue,
    private readonly audit: AuditLog,
    private readonly worker: WorkerIdentity,
  ) {}

  async list(user: string): Promise<Install[]> {
    const { tenant } = this.worker;
    const connected = (await this.connections.list(tenant)).filter(({ name }) => name === user);
    const rows = await this.store.list(tenant, user);
    const applications = new Set([...connected, ...rows].map(({ application }) => application));
    const found = [...applications].sort().map((name) => this.#read({ name, user }));
    return (await Promise.all(found)).flatMap((install) => install ?? []);
  }

  /** Throws a WorkerError where it is not installed, or a NotFoundError where there is no such application. */
  async find(place: InstallPlace): Promise<Install> {
    this.application(place.name);
    const install = await this.#read(place);
    if (install) return install;
    throw new WorkerError('install_not_found', `${place.name} is not installed for the user "${place.user}". Install it first.`);
  }

  /** What can be installed: of each application the newest plugin. */
  applications(): PluginPackage[] {
    const names = new Set(this.catalogue.packages.map(({ manifest }) => manifest.application.name));
    return [...names].flatMap((name) => this.catalogue.findApplication(name, this.worker.tenant) ?? []);
  }

  /** The newest plugin that holds an application. Throws a NotFoundError. */
  application(name: string): PluginPackage {
    const plugin = this.catalogue.findApplication(name, this.worker.tenant);
    if (!plugin) throw applicationNotFound(name);
    return plugin;
  }

  /** A new install is disabled, as a platform expects it. */
  async install(place: InstallPlace, correlationId: string): Promise<Install> {
    this.application(place.name);
    if (NewConnection.shape.name.safeParse(place.user).data !== place.user)
      throw new WorkerError('install_not_found', 'A user needs a name of at most 100 characters, without control characters.');
    if (await this.#read(place)) throw exists(place);
    try {
      await this.#insert(place, false);
    } catch (error) {
      throw (await this.#read(place)) ? exists(place) : error;
    }
    await this.#note('install.created', place, correlationId);
    return this.#settled(await this.find(place), emptyDraft, correlationId);
  }

  /** Saves what is given; the rest stays. Throws a SettingsError. */
  async save(place: InstallPlace, given: GivenForms, correlationId: string): Promise<Install> {
    const install = await this.find(place);
    const form = formOf(this.application(place.name).manifest.application);
    const values = toValues(form, given);
    if (install.connection) return this.#change(install.connection, place, given, values, correlationId);
    const { draft } = install;
    const limits = toLimits(given, draft.limits ?? undefined);
    const after = Object.entries({ ...draft.values, ...values }).filter(([, value]) => value !== null);
    const next = { values: Object.fromEntries(after), limits: limits === undefined ? draft.limits : limits };
    return this.#settled(install, next, correlationId);
  }

  async savePassword(
    place: InstallPlace,
    { formKey, fieldKey, password }: GivenPassword,
    correlationId: string,
  ): Promise<Install> {
    const form = formOf(this.application(place.name).manifest.application);
    return this.save(place, passwordGiven(form, formKey, fieldKey, password), correlationId);
  }

  async enable(place: InstallPlace, enabled: boolean, correlationId: string): Promise<void> {
    const install = await this.find(place);
    if (isEnabled(install) === enabled) return;
    if (install.row) await this.#update(install.row, { enabled: enabled ? 1 : 0 });
    else await this.#insert(place, enabled);
    await this.#note(enabled ? 'install.enabled' : 'install.disabled', place, correlationId);
  }

  /** The connection goes with it. */
  async uninstall(place: InstallPlace, correlationId: string): Promise<void> {
    const { row, connection } = await this.find(place);
    if (connection) await this.connections.delete(this.#caller(correlationId), connection.id);
    if (row) await this.store.delete(row);
    await this.#note('install.deleted', place, correlationId);
  }

  /**
   * Id of the connection that a call for this user goes through; nothing, where there is none and none is needed. Throws a
   * WorkerError.
   */
  async callableConnection(application: string, user: string): Promise<string | undefined> {
    const { tenant } = this.worker;
    const [row, connection] = await Promise.all([
      this.store.find(tenant, application, user),
      this.connectionStore.findByName(tenant, application, user),
    ]);
    if (row && !isEnabled({ row }))
      throw new WorkerError('install_disabled', `${application} is disabled for the user "${user}". Enable it.`);
    if (connection) return connection.id;
    if (row) throw new WorkerError('install_unfinished', `${application} is not filled in for the user "${user}". Fill it in.`);
    if (missingFields(formOf(this.application(application).manifest.application), {}).length === 0) return undefined;
    throw new WorkerError('install_not_found', `${application} is not installed for the user "${user}". Install it first.`);
  }

  /** What this user of an application may be called at most: what its user allows, else what the service gives. */
  limitsOf({ application, connection }: Install): ConnectionLimits['perConnection'] {
    const own = connection?.limits?.perConnection;
    return own ?? this.catalogue.findApplication(application, this.worker.tenant)?.manifest.application.limits?.perConnection;
  }

  async #change(
    { id, limits: before }: ConnectionView,
    place: InstallPlace,
    given: GivenForms,
    values: Record<string, unknown>,
    correlationId: string,
  ): Promise<Install> {
    const limits = toLimits(given, before);
    const change = { ...(Object.keys(values).length > 0 && { values }), ...(limits !== undefined && { limits }), test: false };
    await this.connections.change(this.#caller(correlationId), id, change);
    return this.find(place);
  }

  /** Keeps a draft; makes a connection of it once nothing is missing. */
  async #settled(install: Install, draft: Draft, correlationId: string): Promise<Install> {
    const { application, user: name, row } = install;
    if (!row) throw new TypeError('An install without a connection has a row.');
    const { tenant } = this.worker;
    const { values, limits } = draft;
    const form = formOf(this.application(application).manifest.application);
    const client = await this.clients.findFor({ tenant, application }, values);
    const isFilledIn = missingFields(client ? withClient(form) : form, values).length === 0;
    if (isFilledIn) {
      const connection = { application, name, values, ...(limits && { limits }), test: false };
      await this.connections.create(this.#caller(correlationId), connection);
    }
    const secrets = Object.entries(values).flatMap(([key, value]) => (isSecret(form, key) ? [String(value)] : []));
    await this.#update(row, { draft: await this.drafts.seal(row, isFilledIn ? emptyDraft : draft, secrets) });
    return this.find({ name: application, user: name });
  }

  async #read({ name: application, user }: InstallPlace): Promise<Install | undefined> {
    const { tenant } = this.worker;
    const row = await this.store.find(tenant, application, user);
    const connected = await this.connectionStore.findByName(tenant, application, user);
    const connection = connected && (await this.connections.find(tenant, connected.id));
    if (connection) {
      const { id, createdAt, updatedAt } = connection;
      return { id, application, user, createdAt, updatedAt, row, connection, draft: emptyDraft };
    }
    if (!row) return undefined;
    const { id, created_at: createdAt, updated_at: updatedAt } = row;
    return { id, application, user, createdAt, updatedAt, row, connection, draft: await this.drafts.open(row) };
  }

  async #insert({ name: application, user: name }: InstallPlace, enabled: boolean): Promise<void> {
    const { tenant } = this.worker;
    const id = randomUUID();
    const now = new Date().toISOString();
    const sealed = await this.drafts.create({ tenant, application, id }, emptyDraft);
    const facts = { enabled: enabled ? 1 : 0, revision: 1, created_at: now, updated_at: now };
    await this.store.insert({ tenant, id, application, name, ...sealed, ...facts });
  }

  async #update(row: InstallRow, change: Partial<InstallRow>): Promise<void> {
    if (await this.store.update(row, change)) return;
    throw new ConflictError('changed_meanwhile', 'The install was changed at the same time. Read it again, then change it.');
  }

  async #note(action: AuditedAction, { name, user }: InstallPlace, correlationId: string): Promise<void> {
    const entry = { action, target: `install:${name}`, detail: { application: name, user }, correlationId };
    await this.audit.record(this.worker.identity, entry);
  }

  #caller(correlationId: string): Caller {
    return { identity: this.worker.identity, correlationId };
  }
}

function exists({ name, user }: InstallPlace): WorkerError {
  return new WorkerError('install_exists', `${name} is installed for the user "${user}" already.`);
}
