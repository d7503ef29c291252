import { z } from 'zod';
import { storableText } from '../database/storable-text.ts';
import { PageSize } from '../http/list-page.ts';
import type { AuditRow } from './audit-log.ts';

const Detail = z.record(z.string(), z.unknown());

export const AuditEntryView = z
  .strictObject({
    id: z.string(),
    at: z.iso.datetime(),
    actor: z.string().meta({ description: 'administrator, token:<id>, or host for what nobody asked for' }),
    action: z.string().meta({ description: 'As in connection.deleted' }),
    target: z.string().meta({ description: 'As in connection:<id>' }),
    detail: Detail,
    correlationId: z.string().optional(),
  })
  .meta({ title: 'Audit entry' });
export type AuditEntryView = z.infer<typeof AuditEntryView>;

export const AuditPage = z
  .strictObject({
    entries: z.array(AuditEntryView),
    next: z.string().optional().meta({ description: 'What `before` has to be for older entries' }),
  })
  .meta({ title: 'Page of the audit log' });
export type AuditPage = z.infer<typeof AuditPage>;

const Words = z.string().min(1).max(200).regex(storableText, 'must not hold control characters');

export const AuditQuery = z.strictObject({
  target: Words.optional(),
  actor: Words.optional(),
  before: z.string().max(50).regex(/^\w+$/, 'must be the id of an entry').optional(),
  limit: PageSize,
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export function toAuditView({ id, at, actor, action, target, detail, correlation_id }: AuditRow): AuditEntryView {
  return {
    id,
    at,
    actor,
    action,
    target,
    detail: Detail.parse(JSON.parse(detail)),
    ...(correlation_id !== null && { correlationId: correlation_id }),
  };
}
