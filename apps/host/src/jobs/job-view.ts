import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { JobsTable } from '../database/run-tables.ts';
import { RowId } from '../http/list-page.ts';

export type JobRow = Selectable<JobsTable>;

export const jobKinds = ['replay', 'discard'] as const;
export type JobKind = (typeof jobKinds)[number];

const JobError = z.strictObject({ code: z.string(), title: z.string(), detail: z.string() });

export const JobView = z
  .strictObject({
    id: z.string(),
    kind: z.enum(jobKinds),
    state: z.enum(['running', 'done', 'failed', 'cancelled']),
    total: z.int().meta({ description: 'As counted when it began' }),
    done: z.int(),
    error: JobError.optional(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().optional(),
  })
  .meta({ title: 'Job' });
export type JobView = z.infer<typeof JobView>;

export const JobAddress = z.strictObject({ id: RowId });
export type JobAddress = z.infer<typeof JobAddress>;

export function toJobView({ id, kind, state, total, done, error, created_by, created_at, ended_at }: JobRow): JobView {
  return JobView.parse({
    id,
    kind,
    state,
    total,
    done,
    ...(error !== null && { error: JSON.parse(error) }),
    createdBy: created_by,
    createdAt: created_at,
    ...(ended_at !== null && { endedAt: ended_at }),
  });
}
