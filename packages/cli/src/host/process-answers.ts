import { z } from 'zod';

// As in answers.ts: looser than what the host sends today.

/** Becomes the name of a file, so nothing else is taken for one. */
const ProcessName = z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
export const ProcessDocument = z.record(z.string(), z.unknown());
export type ProcessDocument = z.infer<typeof ProcessDocument>;

export const Process = z.object({
  id: z.string(),
  name: ProcessName,
  title: z.string(),
  revision: z.int(),
  published: z.int().optional(),
  state: z.string(),
  updatedAt: z.string(),
});
export type Process = z.infer<typeof Process>;

export const ProcessPage = z.object({ items: z.array(Process), next: z.string().optional() });

export const ProcessWithDraft = Process.extend({ document: ProcessDocument });
export type ProcessWithDraft = z.infer<typeof ProcessWithDraft>;

export const ProcessProblem = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
  step: z.string().optional(),
  path: z.string().optional(),
  position: z.number().optional(),
});
export type ProcessProblem = z.infer<typeof ProcessProblem>;

export const ProcessCheck = z.object({ ok: z.boolean(), problems: z.array(ProcessProblem) });
export type ProcessCheck = z.infer<typeof ProcessCheck>;

export const PublishedProcess = z.object({ version: z.int(), isNew: z.boolean(), problems: z.array(ProcessProblem) });
export type PublishedProcess = z.infer<typeof PublishedProcess>;

export const StartedRun = z.object({ id: z.string(), process: z.string(), version: z.int(), start: z.string() });
export type StartedRun = z.infer<typeof StartedRun>;

export const RunState = z.object({ id: z.string(), state: z.string() });
export type RunState = z.infer<typeof RunState>;

export const ImportedProcess = z.object({
  document: ProcessDocument,
  report: z.array(
    z.object({
      element: z.string(),
      name: z.string(),
      status: z.enum(['mapped', 'needs_plugin', 'unknown']),
      step: z.string().optional(),
      detail: z.string(),
    }),
  ),
  process: Process.optional(),
});
export type ImportedProcess = z.infer<typeof ImportedProcess>;
