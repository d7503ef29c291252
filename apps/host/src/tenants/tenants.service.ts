import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import type { CreatedAccessToken, NewAccessToken } from '../access-tokens/access-token-view.ts';
import { AccessTokensService } from '../access-tokens/access-tokens.service.ts';
import { AuditLog } from '../audit/audit-log.ts';
import { ConnectionsService } from '../connections/connections.service.ts';
import type { Tables } from '../database/tables.ts';
import { ConflictError } from '../errors/conflict-error.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import { unlessTaken } from '../errors/unless-taken.ts';
import { TenantFiles } from '../files/tenant-files.ts';
import { Identities } from '../security/identities.ts';
import { defaultTenant, type Identity } from '../security/identity.ts';
import { ServicesService } from '../services/services.service.ts';
import { WebhookSubscriptions } from '../webhooks/webhook-subscriptions.ts';
import { type TenantRow, TenantStore } from './tenant-store.ts';
import { type CreatedTenant, type NewTenant, type TenantView, toTenantView } from './tenant-view.ts';

const connectionsAtOnce = 20;

/** Keeps the tenants of a host. Ids are random and never used again: what is left of one can be reached by nobody. */
@Injectable()
export class TenantsService {
  constructor(
    private readonly store: TenantStore,
    private readonly database: Kysely<Tables>,
    private readonly tokens: AccessTokensService,
    private readonly connections: ConnectionsService,
    private readonly subscriptions: WebhookSubscriptions,
    private readonly services: ServicesService,
    private readonly files: TenantFiles,
    private readonly identities: Identities,
    private readonly audit: AuditLog,
  ) {}

  async list(): Promise<TenantView[]> {
    return (await this.store.list()).map(toTenantView);
  }

  async create(operator: Identity, { name }: NewTenant, correlationId: string): Promise<CreatedTenant> {
    const row = { id: randomUUID(), name, created_at: new Date().toISOString() };
    await unlessTaken(row, () => this.store.insert(row), {
      find: () => this.store.findByName(name),
      conflict: () => new ConflictError('name_taken', `There is a tenant "${name}" already. Choose another name.`, 'name'),
    });
    await this.audit.record(operator, { action: 'tenant.created', target: `tenant:${row.id}`, detail: { name }, correlationId });
    const token = await this.tokens.createFor(row.id, operator, { name: 'First admin', role: 'admin' }, correlationId);
    return { ...toTenantView(row), token };
  }

  /** A way in for a tenant whose admins have lost theirs. */
  async createToken(operator: Identity, id: string, wanted: NewAccessToken, correlationId: string): Promise<CreatedAccessToken> {
    await this.#find(id);
    return this.tokens.createFor(id, operator, wanted, correlationId);
  }

  /** Lets nobody in any more, ends what services deliver to it and what it has of services of its own, gives its accounts back to their services, then removes whatever is kept of it. Its audit log stays in the database, where no tenant reaches it. */
  async delete(operator: Identity, id: string, correlationId: string): Promise<void> {
    const { name } = await this.#find(id);
    if (id === defaultTenant) {
      throw new ConflictError(
        'tenant_needed',
        "The default tenant is the one of the host's own token, and stays. Delete its connections one by one.",
      );
    }
    await this.store.lockOut(id);
    this.identities.forget();
    await this.subscriptions.endAll(id);
    await this.services.forgetTenant(id);
    const caller = { identity: { ...operator, tenant: id }, correlationId };
    const connections = await this.connections.list(id);
    for (let at = 0; at < connections.length; at += connectionsAtOnce) {
      const some = connections.slice(at, at + connectionsAtOnce);
      await Promise.all(some.map((connection) => this.connections.delete(caller, connection.id)));
    }
    await this.database.transaction().execute(async (transaction) => {
      await this.store.delete(id, transaction);
      const entry = { action: 'tenant.deleted', target: `tenant:${id}`, detail: { name }, correlationId } as const;
      await this.audit.record(operator, entry, transaction);
    });
    await this.files.removeAll(id);
  }

  async #find(id: string): Promise<TenantRow> {
    const row = await this.store.find(id);
    if (row) return row;
    throw new NotFoundError('tenant_not_found', `There is no tenant "${id}".`, [
      { label: 'See the tenants', command: 'mortise tenants list' },
    ]);
  }
}
