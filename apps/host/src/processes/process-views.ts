import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { ProcessesTable, ProcessVersionsTable } from '../database/run-tables.ts';
import { storableText } from '../database/storable-text.ts';
import { LongPageSize, RowId } from '../http/list-page.ts';
import { Problem } from './checks/problem.ts';
import { ProcessDocument } from './process-document.ts';

export type ProcessRow = Selectable<ProcessesTable>;
export type ProcessVersionRow = Selectable<ProcessVersionsTable>;

const DocumentObject = z.record(z.string(), z.unknown()).meta({ description: 'As /api/processes/schema describes it' });

/** A document as it was written, which fits its schema: what was left out stays so. */
const WrittenDocument = DocumentObject.superRefine((document, context) => {
  for (const { path, message } of ProcessDocument.safeParse(document).error?.issues ?? []) {
    context.addIssue({ code: 'custom', path, message });
  }
});

export const ProcessName = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be lower case words with - between them, as in new-orders')
  .max(80)
  .meta({ description: 'Names the process in files and on the command line; its title is in the document' });

const Revision = z.int().min(1).meta({ description: 'Counts the changes of the draft' });
const State = z.enum(['active', 'paused']);

/** What the column of versions holds on PostgreSQL. */
const highestVersion = 2 ** 31 - 1;

/** A process without its document. */
export const ProcessSummary = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    title: z.string(),
    revision: Revision,
    published: z.int().optional().meta({ description: 'The version that new runs take; none before the first' }),
    state: State,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ title: 'Process' });
export type ProcessSummary = z.infer<typeof ProcessSummary>;

export const ProcessView = z
  .strictObject({ ...ProcessSummary.shape, document: DocumentObject.meta({ description: 'The draft' }) })
  .meta({ title: 'Process with its draft' });
export type ProcessView = z.infer<typeof ProcessView>;

export const ProcessPage = z
  .strictObject({ items: z.array(ProcessSummary), next: z.string().optional() })
  .meta({ title: 'Page of processes' });
export type ProcessPage = z.infer<typeof ProcessPage>;

export const ProcessVersionView = z
  .strictObject({ version: z.int(), publishedBy: z.string(), publishedAt: z.iso.datetime(), document: DocumentObject })
  .meta({ title: 'Published version of a process' });
export type ProcessVersionView = z.infer<typeof ProcessVersionView>;

const VersionSummary = ProcessVersionView.omit({ document: true });
export const VersionPage = z
  .strictObject({ items: z.array(VersionSummary), next: z.string().optional() })
  .meta({ title: 'Page of versions' });
export type VersionPage = z.infer<typeof VersionPage>;

export const CheckAnswer = z
  .strictObject({ ok: z.boolean().meta({ description: 'It can be published' }), problems: z.array(Problem) })
  .meta({ title: 'Check of a process' });
export type CheckAnswer = z.infer<typeof CheckAnswer>;

export const PublishAnswer = z
  .strictObject({
    version: z.int(),
    isNew: z.boolean().meta({ description: 'false where the version published before is the same' }),
    problems: z.array(Problem).meta({ description: 'Warnings' }),
  })
  .meta({ title: 'Published process' });
export type PublishAnswer = z.infer<typeof PublishAnswer>;

export const StartedRun = z
  .strictObject({ id: z.string(), process: z.string(), version: z.int(), start: z.string() })
  .meta({ title: 'Started run' });
export type StartedRun = z.infer<typeof StartedRun>;

export const NewProcess = z.strictObject({ name: ProcessName, document: WrittenDocument });
export type NewProcess = z.infer<typeof NewProcess>;

export const ProcessChange = z.strictObject({
  name: ProcessName.optional(),
  document: WrittenDocument,
  revision: Revision.meta({ description: 'The one that was read; another change since is a conflict' }),
});
export type ProcessChange = z.infer<typeof ProcessChange>;

export const CheckBody = z.strictObject({ document: WrittenDocument });
export type CheckBody = z.infer<typeof CheckBody>;

export const PublishBody = z
  .strictObject({ revision: Revision.optional().meta({ description: 'Publishes this one or none' }) })
  .prefault({});
export type PublishBody = z.infer<typeof PublishBody>;

export const RunBody = z
  .strictObject({
    input: z.unknown().optional(),
    version: z.int().min(1).max(highestVersion).optional().meta({ description: 'The published one by default' }),
    start: z.string().max(100).optional().meta({ description: 'Step to begin at; needed where several steps start the process' }),
    idempotencyKey: z
      .string()
      .min(1)
      .max(255)
      .regex(storableText, 'must not hold control characters')
      .optional()
      .meta({ description: 'Asking again under the same key gives the same run, for as long as its history is kept' }),
  })
  .prefault({});
export type RunBody = z.infer<typeof RunBody>;

export const ProcessAddress = z.strictObject({ id: RowId });
export type ProcessAddress = z.infer<typeof ProcessAddress>;

export const VersionAddress = z.strictObject({
  id: RowId,
  version: z.coerce.number().int().min(1).max(highestVersion),
});
export type VersionAddress = z.infer<typeof VersionAddress>;

export const ProcessQuery = z.strictObject({
  before: z
    .string()
    .max(50)
    .regex(/^\w+$/, 'must be the id of a process')
    .optional()
    .meta({ description: 'Id of a process; those that are older follow' }),
  limit: LongPageSize,
});
export type ProcessQuery = z.infer<typeof ProcessQuery>;

export const VersionQuery = z.strictObject({
  before: z.coerce.number().int().min(1).max(highestVersion).optional().meta({ description: 'Older versions than this one' }),
  limit: LongPageSize,
});
export type VersionQuery = z.infer<typeof VersionQuery>;

export function readDocument(json: string): Record<string, unknown> {
  return DocumentObject.parse(JSON.parse(json));
}

export function toProcessSummary({
  id,
  name,
  draft,
  revision,
  published,
  state,
  created_at,
  updated_at,
}: ProcessRow): ProcessSummary {
  return {
    id,
    name,
    title: z.object({ title: z.string() }).parse(JSON.parse(draft)).title,
    revision,
    ...(published !== null && { published }),
    state: State.parse(state),
    createdAt: created_at,
    updatedAt: updated_at,
  };
}

export function toProcessView(row: ProcessRow): ProcessView {
  return { ...toProcessSummary(row), document: readDocument(row.draft) };
}

export function toVersionSummary({ version, published_by, published_at }: Omit<ProcessVersionRow, 'document'>) {
  return { version, publishedBy: published_by, publishedAt: published_at };
}
