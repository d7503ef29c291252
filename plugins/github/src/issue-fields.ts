import { z } from 'zod';
import { optionalLabels } from './pickers.ts';

/** What a new issue and a change of one have in common. */
export const issueFields = {
  labels: optionalLabels,
  assignees: z.array(z.string()).optional().meta({ title: 'Assignees', description: 'Names of accounts' }),
  milestone: z.int().min(1).nullish().meta({ title: 'Milestone', description: 'Its number; null for none' }),
  type: z.string().nullish().meta({ title: 'Type', description: 'Name of a type of the organization; null for none' }),
  issue_field_values: z
    .array(z.object({ field_id: z.int(), value: z.union([z.string(), z.number(), z.array(z.string())]) }))
    .optional()
    .meta({ description: 'Values of the fields that the organization gave its issues; an option by its name' }),
};
