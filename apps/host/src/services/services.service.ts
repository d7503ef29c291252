import { PluginCatalogue, type PluginPackage, RemoteRunner } from '@mortise/runtime';
import { Manifest } from '@mortise/sdk/manifest';
import { contractHash, type Introducing } from '@mortise/service/link';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { AuditLog } from '../audit/audit-log.ts';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import type { Tables } from '../database/tables.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { TooManyTriesError } from '../errors/too-many-tries-error.ts';
import { EventHub } from '../events/event-hub.ts';
import { HostLog } from '../observability/host-log.ts';
import { isSameSecret } from '../security/hash.ts';
import { administrator, type Identity } from '../security/identity.ts';
import { ContractChange, contractChanges } from './contract-changes.ts';
import { isWithinLimits } from './offer-limits.ts';
import { grantOf } from './service-grant.ts';
import { ServiceLink } from './service-link.ts';
import type { ServiceSession } from './service-session.ts';
import { type ServiceRow, ServiceStore } from './service-store.ts';
import { ServiceUses } from './service-uses.ts';
import type { ServiceView } from './service-view.ts';
import { WrongCodes } from './wrong-codes.ts';

const Offers = z.array(Manifest);
const Changes = z.array(ContractChange);

/** How soon a host knows of services that have joined another one on its database: what needs them waits there instead of failing. */
const lookEveryMs = 5000;

/** Whom an approval is written down for, where nobody was asked. */
const nobody = { ...administrator, actor: 'host' };

/** Knows the services of this host: lets those in that were approved, and keeps the catalogue true to what they offer. */
@Injectable()
export class ServicesService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #sessions = new Set<ServiceSession>();
  readonly #wrongCodes = new WrongCodes();
  /** Changes of rows follow each other: two instances of a service often come at the same moment. */
  #work: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  /** Names and contracts that the catalogue knows of. */
  #offered = '';

  constructor(
    private readonly store: ServiceStore,
    private readonly uses: ServiceUses,
    private readonly link: ServiceLink,
    private readonly catalogue: PluginCatalogue,
    private readonly runner: RemoteRunner,
    private readonly database: Kysely<Tables>,
    private readonly audit: AuditLog,
    private readonly events: EventHub,
    private readonly log: HostLog,
    @Inject(configurationToken) private readonly configuration: Pick<Configuration, 'databaseUrl'>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.#offer();
    await this.link.listen({
      onIdentified: (session) => void this.#inTurn(() => this.#receive(session)),
      onEnded: (session, reason) => this.#forget(session, reason),
    });
    if (this.configuration.databaseUrl === undefined) return;
    this.#timer = setInterval(() => void this.#inTurn(() => this.#offer()), lookEveryMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async list({ tenant, isOperator }: Identity): Promise<ServiceView[]> {
    const rows = await this.store.of(tenant);
    const approved = await Promise.all(rows.map((row) => this.#viewOf(row)));
    const known = new Set((await this.store.all()).map(({ id }) => id));
    const waiting = new Map([...this.#sessions].filter(({ id }) => !known.has(id)).map((session) => [session.id, session]));
    return isOperator ? [...approved, ...[...waiting.values()].flatMap((session) => this.#pendingView(session))] : approved;
  }

  /** For those who do not see who waits. Throws a NotFoundError, a TooManyTriesError or a ConflictError. */
  async approveByCode(identity: Identity, code: string, correlationId: string): Promise<ServiceView> {
    const { tenant } = identity;
    const waitMs = this.#wrongCodes.waitMs(tenant, Date.now());
    if (waitMs !== undefined)
      throw new TooManyTriesError('Look the code up in the log of the service, then try it later.', waitMs);
    const found = [...this.#sessions].filter((session) => !session.isOnline && isSameSecret(code, session.code));
    const [id, other] = new Set(found.map((session) => session.id));
    // Of two keys with one code, one was made to have it.
    if (id === undefined || other !== undefined) {
      this.#wrongCodes.note(tenant, Date.now());
      throw notFound(code);
    }
    return this.approve(identity, id, code, correlationId);
  }

  /** Throws a NotFoundError where nobody waits under that id with that code, and a ConflictError where its name is taken. */
  async approve(identity: Identity, id: string, code: string, correlationId?: string): Promise<ServiceView> {
    return this.#inTurn(async () => {
      const session = [...this.#sessions].find((each) => each.id === id && !each.isOnline && isSameSecret(code, each.code));
      const facts = session?.facts;
      const known = await this.store.find(id);
      if (!facts || (known && known.tenant !== identity.tenant)) throw notFound(id);
      await this.#checkNames(identity.tenant, facts);
      const row = rowOf(identity, id, facts);
      await this.database.transaction().execute(async (transaction) => {
        await this.store.delete(identity.tenant, id, transaction);
        await this.store.insert(row, transaction);
        const detail = { name: facts.name, applications: applicationsOf(facts.offers) };
        const entry = {
          action: 'service.approved',
          target: `service:${id}`,
          detail,
          ...(correlationId && { correlationId }),
        } as const;
        await this.audit.record(identity, entry, transaction);
      });
      for (const each of [...this.#sessions].filter((waiting) => waiting.id === id && !waiting.isOnline)) {
        await this.#admit(each, row);
      }
      return this.#viewOf((await this.store.find(id)) ?? row);
    });
  }

  async remove(identity: Identity, id: string, correlationId: string): Promise<void> {
    await this.#inTurn(async () => {
      const row = await this.store.find(id);
      if (row?.tenant !== identity.tenant) {
        if (!identity.isOperator || row || !this.#turnAway(id)) throw notFound(id);
        return;
      }
      await this.database.transaction().execute(async (transaction) => {
        await this.store.delete(identity.tenant, id, transaction);
        const entry = { action: 'service.removed', target: `service:${id}`, detail: { name: row.name }, correlationId } as const;
        await this.audit.record(identity, entry, transaction);
      });
      this.#turnAway(id);
      await this.#offer();
      this.#tell('service.removed', row);
    });
  }

  /** Ends what a tenant has here that is being removed; its rows go with its others. */
  async forgetTenant(tenant: string): Promise<void> {
    for (const { id } of await this.store.of(tenant)) this.#turnAway(id);
    await this.#offer(tenant);
  }

  #turnAway(id: string): boolean {
    const sessions = [...this.#sessions].filter((session) => session.id === id);
    for (const session of sessions) session.refuse('It was removed from the host. Start it again to pair it anew.', true);
    return sessions.length > 0;
  }

  async #receive(session: ServiceSession): Promise<void> {
    const { facts } = session;
    if (!facts || session.hasEnded) return;
    if (!isWithinLimits(facts.offers)) {
      session.refuse('It offers too much, or schemas that are nested too deep. Offer less of it.', true);
      return;
    }
    const before = [...this.#sessions].find((each) => each.id === session.id && each.facts?.instance === facts.instance);
    before?.end('it connected anew');
    this.#sessions.add(session);
    const row = await this.store.find(session.id);
    if (row && row.name !== facts.name) {
      session.refuse(`This key was approved for the service ${row.name}. Give ${facts.name} a key file of its own.`, true);
    } else if (row && row.grants === grantOf(facts.offers)) {
      await this.#admit(session, row);
    } else {
      session.hold();
      const data = { id: session.id, name: facts.name };
      this.events.publish(row?.tenant ?? administrator.tenant, { type: 'service.pending', data });
      this.log.info('service waits for approval', { service: facts.name, id: session.id, code: session.code });
      if (!session.needsApproval) this.#approveItself(session, row);
    }
  }

  #approveItself(session: ServiceSession, row: ServiceRow | undefined): void {
    const identity = { ...nobody, tenant: row?.tenant ?? nobody.tenant };
    // In a turn of its own, after this one: approving waits for its turn too.
    void this.approve(identity, session.id, session.code).catch((error: unknown) => this.log.fault(error));
  }

  async #admit(session: ServiceSession, row: ServiceRow): Promise<void> {
    const { facts } = session;
    if (!facts) return;
    const changes = await this.#adopt(row, facts);
    // What has ended would never leave again.
    if (session.hasEnded) return;
    this.runner.attach(facts.name, session.admit(facts));
    this.log.info('service connected', { service: facts.name, id: row.id, sdk: facts.sdk });
    this.#tell('service.online', row);
    if (changes?.some(({ breaking }) => breaking)) this.#tell('service.changed', row);
  }

  /** From now on the service offers what one of its instances does. Gives what that changes. */
  async #adopt(row: ServiceRow, { offers, sdk }: Introducing): Promise<readonly ContractChange[] | undefined> {
    const before = Offers.parse(JSON.parse(row.offers));
    const isChanged = contractHash(before) !== contractHash(offers);
    const changes = isChanged ? contractChanges(before, offers) : undefined;
    await this.store.update(row.id, {
      seen_at: new Date().toISOString(),
      sdk,
      ...(changes && { offers: JSON.stringify(offers), changes: JSON.stringify(changes) }),
    });
    await this.#offer();
    return changes;
  }

  #forget(session: ServiceSession, reason: string): void {
    if (!this.#sessions.delete(session)) return;
    void this.#inTurn(async () => {
      const row = await this.store.find(session.id);
      if (!row) return;
      this.log.info('service disconnected', { service: row.name, id: row.id, reason });
      await this.store.update(row.id, { seen_at: new Date().toISOString() });
      const left = [...this.#sessions].flatMap((each) => (each.id === row.id && each.isOnline && each.facts ? [each.facts] : []));
      const latest = left.at(-1);
      if (!latest) return this.#tell('service.offline', row);
      // What only the one that left has offered, as an old version that is replaced, is no longer there.
      const offered = contractHash(Offers.parse(JSON.parse(row.offers)));
      if (!left.some(({ offers }) => contractHash(offers) === offered)) await this.#adopt(row, latest);
    });
  }

  /** An installed plugin keeps its name, and so does all that somebody else's services offer. */
  async #checkNames(tenant: string, { name, offers }: Introducing): Promise<void> {
    const others = (await this.store.all()).filter((row) => row.tenant !== tenant);
    const theirs = new Set(others.flatMap((row) => [row.name, ...applicationsOf(Offers.parse(JSON.parse(row.offers)))]));
    const plugin = this.catalogue.findApplication(name);
    const taken = plugin && plugin.offer === undefined ? name : applicationsOf(offers).find((each) => theirs.has(each));
    if (taken !== undefined) {
      const remedy = taken === name ? 'Give the service another one.' : 'Let the service offer no plugin of that name.';
      throw new ConflictError('name_taken', `The name "${taken}" is taken. ${remedy}`);
    }
  }

  async #offer(without?: string): Promise<void> {
    const rows = (await this.store.all()).filter(({ tenant }) => tenant !== without);
    // Of several keys for one service, the one that was seen last says what it offers.
    const latest = rows.filter(({ name }, index) => rows.findIndex((row) => row.name === name) === index);
    const offered = JSON.stringify(latest.map(({ name, tenant, sdk, offers }) => [name, tenant, sdk, offers]));
    if (offered === this.#offered) return;
    this.#offered = offered;
    const packages = latest.flatMap(packagesOf);
    // The first of a name keeps it: a service its own, before the plugins that others mount.
    this.catalogue.offer([...packages.filter(isOwn), ...packages.filter((plugin) => !isOwn(plugin))]);
  }

  async #viewOf(row: ServiceRow): Promise<ServiceView> {
    const offers = Offers.parse(JSON.parse(row.offers));
    const waiting = [...this.#sessions].find((session) => session.id === row.id && !session.isOnline);
    const instances = this.#online(row.id);
    const hidden = applicationsOf(offers).filter((name) => !this.#isOffered(row, name));
    const changes = row.changes === null ? undefined : Changes.parse(JSON.parse(row.changes));
    return {
      id: row.id,
      name: row.name,
      title: offers[0]?.application.title ?? row.name,
      status: instances > 0 ? 'online' : waiting ? 'pending' : 'offline',
      ...(waiting && instances === 0 && { code: waiting.code }),
      instances,
      sdk: row.sdk,
      contract: contractHash(offers),
      actions: actionIds(offers),
      ...(hidden.length > 0 && { hidden }),
      seenAt: instances > 0 ? new Date().toISOString() : row.seen_at,
      approvedBy: row.approved_by,
      approvedAt: row.approved_at,
      ...(changes && { changes: await this.uses.of(row.tenant, changes) }),
    };
  }

  #pendingView(session: ServiceSession): ServiceView[] {
    const { facts, id, code } = session;
    if (!facts) return [];
    const { name, sdk, offers } = facts;
    const title = offers[0]?.application.title ?? name;
    const contract = contractHash(offers);
    return [{ id, name, title, status: 'pending', code, instances: 0, sdk, contract, actions: actionIds(offers) }];
  }

  #isOffered({ name }: ServiceRow, application: string): boolean {
    return this.catalogue.findApplication(application)?.offer?.service === name;
  }

  #online(id: string): number {
    return [...this.#sessions].filter((session) => session.id === id && session.isOnline).length;
  }

  #tell(type: `service.${'online' | 'offline' | 'removed' | 'changed'}`, { tenant, id, name }: ServiceRow): void {
    this.events.publish(tenant, { type, data: { id, name } });
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#work.then(work);
    this.#work = done.catch((error: unknown) => {
      if (!(error instanceof NotFoundError || error instanceof ConflictError)) this.log.fault(error);
    });
    return done;
  }
}

function rowOf({ tenant, actor }: Identity, id: string, { name, key, offers, sdk }: Introducing): ServiceRow {
  const now = new Date().toISOString();
  return {
    tenant,
    id,
    name,
    public_key: key,
    offers: JSON.stringify(offers),
    grants: grantOf(offers),
    changes: null,
    sdk,
    approved_by: actor,
    approved_at: now,
    seen_at: now,
  };
}

function packagesOf({ name, tenant, offers, sdk }: ServiceRow): PluginPackage[] {
  const manifests = Offers.parse(JSON.parse(offers));
  const hash = contractHash(manifests);
  return manifests.map((manifest) => ({
    name,
    version: sdk,
    directory: '',
    entry: '',
    revision: `service:${tenant}:${name}:${manifest.application.name}:${hash}`,
    manifest,
    offer: { service: name, tenant },
  }));
}

function isOwn({ name, manifest }: PluginPackage): boolean {
  return manifest.application.name === name;
}

function applicationsOf(offers: readonly Manifest[]): string[] {
  return offers.map(({ application }) => application.name);
}

function actionIds(offers: readonly Manifest[]): string[] {
  return offers.flatMap(({ application, actions }) => actions.map(({ name }) => `${application.name}.${name}`));
}

function notFound(idOrCode: string): NotFoundError {
  return new NotFoundError('service_not_found', `No service "${idOrCode}" waits with that code, or belongs to you.`, [
    { label: 'See the services', command: 'mortise services list' },
  ]);
}
