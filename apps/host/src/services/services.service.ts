import { RemoteRunner } from '@mortise/runtime';
import { contractHash, type Introducing } from '@mortise/service/link';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ConflictError } from '../errors/conflict-error.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { TooManyTriesError } from '../errors/too-many-tries-error.ts';
import { EventHub } from '../events/event-hub.ts';
import { HostLog } from '../observability/host-log.ts';
import { administrator, type Identity } from '../security/identity.ts';
import type { ContractChange } from './contract-changes.ts';
import { nextContract, reportOf } from './contract-history.ts';
import { LiveSessions } from './live-sessions.ts';
import { isWithinLimits } from './offer-limits.ts';
import { OfferedServices } from './offered-services.ts';
import { ServiceApprovals } from './service-approvals.ts';
import { isWithinGrant } from './service-grant.ts';
import { ServiceLink } from './service-link.ts';
import { offersOf } from './service-offers.ts';
import type { ServiceSession } from './service-session.ts';
import { type ServiceRow, ServiceStore } from './service-store.ts';
import { ServiceUses } from './service-uses.ts';
import { type ServiceView, toApprovedView, toPendingView } from './service-view.ts';
import { WrongCodes } from './wrong-codes.ts';

/** Whom an approval is written down for, where nobody was asked. */
const nobody = { ...administrator, actor: 'host' };

/** Knows the services of this host, and lets those in that were approved. */
@Injectable()
export class ServicesService implements OnApplicationBootstrap {
  readonly #sessions = new LiveSessions();
  readonly #wrongCodes = new WrongCodes();
  /** Changes of rows follow each other: two instances of a service often come at the same moment. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: ServiceStore,
    private readonly uses: ServiceUses,
    private readonly link: ServiceLink,
    private readonly offered: OfferedServices,
    private readonly approvals: ServiceApprovals,
    private readonly runner: RemoteRunner,
    private readonly events: EventHub,
    private readonly log: HostLog,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.offered.refresh();
    await this.link.listen({
      onIdentified: (session) => void this.#inTurn(() => this.#receive(session)),
      onEnded: (session, reason) => this.#forget(session, reason),
    });
    this.offered.watch((look) => this.#inTurn(look));
  }

  async list({ tenant, isOperator }: Identity): Promise<ServiceView[]> {
    const rows = await this.store.of(tenant);
    const approved = await Promise.all(rows.map((row) => this.#viewOf(row)));
    if (!isOperator) return approved;
    const known = new Set((await this.store.all()).map(({ id }) => id));
    const strangers = this.#sessions.strangers(known);
    return [...approved, ...strangers.flatMap((session) => (session.facts ? [toPendingView(session, session.facts)] : []))];
  }

  /** For those who do not see who waits. Throws a NotFoundError, a TooManyTriesError or a ConflictError. */
  async approveByCode(identity: Identity, code: string, correlationId: string): Promise<ServiceView> {
    const { tenant } = identity;
    const waitMs = this.#wrongCodes.waitMs(tenant, Date.now());
    if (waitMs !== undefined)
      throw new TooManyTriesError('Look the code up in the log of the service, then try it later.', waitMs);
    const [id, other] = new Set(this.#sessions.byCode(code).map((session) => session.id));
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
      const session = this.#sessions.byCode(code).find((each) => each.id === id);
      const facts = session?.facts;
      const known = await this.store.find(id);
      if (!facts || (known && known.tenant !== identity.tenant)) throw notFound(id);
      const before = known ?? (await this.#previous(identity.tenant, facts.name));
      const next = before && (await nextContract(before, facts.offers, () => this.uses.of(identity.tenant)));
      const { changes, past } = next?.contract ?? before ?? { changes: null, past: null };
      const row = await this.approvals.insert(identity, id, facts, { changes, past, granted: known?.grants }, correlationId);
      for (const each of this.#sessions.waiting(id)) await this.#admit(each, row);
      if (isBreaking(next?.changes)) this.#tell('service.changed', row);
      return this.#viewOf((await this.store.find(id)) ?? row);
    });
  }

  /** The same service under another key, as one that has lost its key file. */
  async #previous(tenant: string, name: string): Promise<ServiceRow | undefined> {
    return (await this.store.of(tenant))
      .filter((row) => row.name === name)
      .toSorted((a, b) => (a.seen_at < b.seen_at ? 1 : -1))[0];
  }

  async remove(identity: Identity, id: string, correlationId: string): Promise<void> {
    await this.#inTurn(async () => {
      const row = await this.store.find(id);
      if (row?.tenant !== identity.tenant) {
        if (!identity.isOperator || row || !this.#turnAway(id)) throw notFound(id);
        return;
      }
      await this.approvals.delete(identity, row, correlationId);
      this.#turnAway(id);
      await this.offered.refresh();
      this.#tell('service.removed', row);
    });
  }

  /** Ends what a tenant has here that is being removed; its rows go with its others. */
  async forgetTenant(tenant: string): Promise<void> {
    for (const { id } of await this.store.of(tenant)) this.#turnAway(id);
    await this.#inTurn(() => this.offered.refresh(tenant));
  }

  #turnAway(id: string): boolean {
    const sessions = this.#sessions.of(id);
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
    this.#sessions.sameInstance(session)?.end('it connected anew');
    this.#sessions.add(session);
    const row = await this.store.find(session.id);
    if (row && row.name !== facts.name) {
      session.refuse(`This key was approved for the service ${row.name}. Give ${facts.name} a key file of its own.`, true);
    } else if (row && isWithinGrant(facts.offers, row.grants)) {
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
    if (isBreaking(changes)) this.#tell('service.changed', row);
  }

  /** From now on the service offers what one of its instances does. Gives what that changes. */
  async #adopt(row: ServiceRow, { offers, sdk }: Introducing): Promise<readonly ContractChange[] | undefined> {
    // Others of its instances may have changed it since it was read.
    const now = (await this.store.find(row.id)) ?? row;
    const next = await nextContract(now, offers, () => this.uses.of(row.tenant));
    await this.store.update(row.id, {
      seen_at: new Date().toISOString(),
      sdk,
      ...next?.contract,
    });
    await this.offered.refresh();
    return next?.changes;
  }

  #forget(session: ServiceSession, reason: string): void {
    if (!this.#sessions.delete(session)) return;
    void this.#inTurn(async () => {
      const row = await this.store.find(session.id);
      if (!row) return;
      this.log.info('service disconnected', { service: row.name, id: row.id, reason });
      await this.store.update(row.id, { seen_at: new Date().toISOString() });
      const left = this.#sessions.online(row.id).flatMap(({ facts }) => facts ?? []);
      const latest = left.at(-1);
      if (!latest) return this.#tell('service.offline', row);
      // What only the one that left has offered, as an old version that is replaced, is no longer there.
      const offered = contractHash(offersOf(row));
      if (!left.some(({ offers }) => contractHash(offers) === offered)) await this.#adopt(row, latest);
    });
  }

  async #viewOf(row: ServiceRow): Promise<ServiceView> {
    return toApprovedView(row, {
      instances: this.#sessions.online(row.id).length,
      code: this.#sessions.waiting(row.id)[0]?.code,
      isOffered: (application) => this.offered.has(row, application),
      changes: await reportOf(row, () => this.uses.of(row.tenant)),
    });
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

function isBreaking(changes: readonly ContractChange[] = []): boolean {
  return changes.some(({ breaking }) => breaking);
}

function notFound(idOrCode: string): NotFoundError {
  return new NotFoundError('service_not_found', `No service "${idOrCode}" waits with that code, or belongs to you.`, [
    { label: 'See the services', command: 'mortise services list' },
  ]);
}
