import { z } from 'zod';
import { ProcessName, ProcessView } from '../process-views.ts';

export const ImportBody = z.strictObject({
  name: ProcessName,
  title: z.string().min(1).max(200).optional().meta({ description: 'The name by default' }),
  content: z.string().min(1).max(900_000).meta({ description: 'Text of a .tplg or .tplg.json file' }),
  dryRun: z.boolean().default(false).meta({ description: 'Only tells what would become of it' }),
});
export type ImportBody = z.infer<typeof ImportBody>;

/** What became of one element of the file. */
export const ImportedElement = z.strictObject({
  element: z.string().meta({ description: 'Its id in the file' }),
  name: z.string(),
  status: z.enum(['mapped', 'needs_plugin', 'unknown']),
  step: z.string().optional().meta({ description: 'The step that it became' }),
  detail: z.string(),
});
export type ImportedElement = z.infer<typeof ImportedElement>;

export const ImportAnswer = z
  .strictObject({
    document: z.record(z.string(), z.unknown()),
    report: z.array(ImportedElement),
    process: ProcessView.optional().meta({ description: 'The process that was made, unless only a report was asked for' }),
  })
  .meta({ title: 'Imported process' });
export type ImportAnswer = z.infer<typeof ImportAnswer>;
