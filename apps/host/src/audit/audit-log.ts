import { Injectable } from '@nestjs/common';
import { Kysely, type Selectable } from 'kysely';
import type { AuditEntriesTable, Tables } from '../database/tables.ts';
import type { Identity } from '../security/identity.ts';
import { auditId } from './audit-id.ts';

/** What is written down. Names read `<what>.<done>` and never change. */
export type AuditedAction =
  | 'action.called'
  | 'application.client_bound'
  | 'application.client_set'
  | 'application.client_removed'
  | 'connection.created'
  | 'connection.updated'
  | 'connection.deleted'
  | 'connection.tested'
  | 'connection.secrets_unreadable'
  | 'connection.signed_in'
  | 'connection.sign_in_failed'
  | 'connection.sign_in_needed'
  | 'install.created'
  | 'install.enabled'
  | 'install.disabled'
  | 'install.deleted'
  | 'job.began'
  | 'job.cancelled'
  | 'keys.rotated'
  | 'message.discarded'
  | 'message.edited'
  | 'message.replayed'
  | 'plugin.added'
  | 'plugin.failed'
  | 'plugin.removed'
  | 'process.created'
  | 'process.updated'
  | 'process.published'
  | 'process.paused'
  | 'process.resumed'
  | 'process.deleted'
  | 'run.cancelled'
  | 'run.paused'
  | 'run.resumed'
  | 'run.started'
  | 'service.approved'
  | 'service.removed'
  | 'session.began'
  | 'session.ended'
  | 'session.refused'
  | 'tenant.created'
  | 'tenant.deleted'
  | 'token.created'
  | 'token.revoked'
  | 'webhook.replayed'
  | 'webhook.secret_set';

export interface AuditEntry {
  readonly action: AuditedAction;
  /** What it was done to, as `connection:<id>`. */
  readonly target: string;
  /** What is worth knowing besides. Never a secret: the names of fields, not their values. */
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly correlationId?: string;
}

export type AuditRow = Selectable<AuditEntriesTable>;

export interface AuditFilter {
  readonly target?: string | undefined;
  readonly actor?: string | undefined;
  /** Id of an entry. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Writes down who did what. What is written is never changed. */
@Injectable()
export class AuditLog {
  constructor(private readonly database: Kysely<Tables>) {}

  /** Within a transaction where one is given, so that there is no change without its entry. */
  async record(
    { tenant, actor }: Pick<Identity, 'tenant' | 'actor'>,
    { action, target, detail = {}, correlationId }: AuditEntry,
    database: Kysely<Tables> = this.database,
  ): Promise<void> {
    const at = new Date();
    await database
      .insertInto('audit_entries')
      .values({
        id: auditId(at),
        tenant,
        at: at.toISOString(),
        actor,
        action,
        target,
        detail: JSON.stringify(detail),
        correlation_id: correlationId ?? null,
      })
      .execute();
  }

  /** The newest first: those that are older than the entry `before`. */
  async list(tenant: string, { target, actor, before, limit }: AuditFilter): Promise<AuditRow[]> {
    let query = this.database.selectFrom('audit_entries').selectAll().where('tenant', '=', tenant);
    if (target !== undefined) query = query.where('target', '=', target);
    if (actor !== undefined) query = query.where('actor', '=', actor);
    if (before !== undefined) query = query.where('id', '<', before);
    return query.orderBy('id', 'desc').limit(limit).execute();
  }
}
