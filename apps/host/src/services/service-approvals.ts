import { PluginCatalogue } from '@mortise/runtime';
import type { Introducing } from '@mortise/service/link';
import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import { AuditLog } from '../audit/audit-log.ts';
import type { Tables } from '../database/tables.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import type { Identity } from '../security/identity.ts';
import { grantedApplications, grantOf } from './service-grant.ts';
import { applicationsOf } from './service-offers.ts';
import { type ServiceRow, ServiceStore } from './service-store.ts';

/** Writes down who has let a service in, and who has removed it. */
@Injectable()
export class ServiceApprovals {
  constructor(
    private readonly store: ServiceStore,
    private readonly catalogue: PluginCatalogue,
    private readonly database: Kysely<Tables>,
    private readonly audit: AuditLog,
  ) {}

  /** Throws a ConflictError where its name, or one of its applications', is taken. */
  async insert(
    identity: Identity,
    id: string,
    facts: Introducing,
    { granted, ...history }: Pick<ServiceRow, 'changes' | 'past'> & { readonly granted: string | undefined },
    correlationId: string | undefined,
  ): Promise<ServiceRow> {
    await this.#checkNames(identity.tenant, facts);
    const row = { ...rowOf(identity, id, facts), ...history, grants: grantOf(facts.offers, granted) };
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
    return row;
  }

  async delete(identity: Identity, { id, name }: ServiceRow, correlationId: string): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await this.store.delete(identity.tenant, id, transaction);
      const entry = { action: 'service.removed', target: `service:${id}`, detail: { name }, correlationId } as const;
      await this.audit.record(identity, entry, transaction);
    });
  }

  /** An installed plugin keeps its name, and so does all that somebody else's services offer. */
  async #checkNames(tenant: string, { name, offers }: Introducing): Promise<void> {
    const others = (await this.store.all()).filter((row) => row.tenant !== tenant);
    const theirs = new Set(others.flatMap((row) => [row.name, ...grantedApplications(row.grants)]));
    const plugin = this.catalogue.findApplication(name);
    const taken = plugin && plugin.offer === undefined ? name : applicationsOf(offers).find((each) => theirs.has(each));
    if (taken !== undefined) {
      const remedy = taken === name ? 'Give the service another one.' : 'Let the service offer no plugin of that name.';
      throw new ConflictError('name_taken', `The name "${taken}" is taken. ${remedy}`);
    }
  }
}

function rowOf({ tenant, actor }: Identity, id: string, { name, key, offers, sdk }: Introducing) {
  const now = new Date().toISOString();
  return {
    tenant,
    id,
    name,
    public_key: key,
    offers: JSON.stringify(offers),
    sdk,
    approved_by: actor,
    approved_at: now,
    seen_at: now,
  };
}
