import { z } from 'zod';

/** What is wrong, by name. Never changes once published. */
export const problemCodes = [
  'action_unknown',
  'collect_without_batch',
  'connection_missing',
  'connection_not_found',
  'cycle',
  'edge_into_start',
  'edge_repeated',
  'expression_invalid',
  'field_missing',
  'field_unknown',
  'input_invalid',
  'kind_wrong',
  'leads_nowhere',
  'no_effect',
  'no_start',
  'schedule_invalid',
  'schema_invalid',
  'sign_in_needed',
  'step_unknown',
  'step_unreachable',
  'step_not_before',
  'type_clash',
  'version_unknown',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Something that does not fit in a process. With an error it cannot be published; a warning is for whoever looks at it. */
export const Problem = z
  .strictObject({
    severity: z.enum(['error', 'warning']),
    code: z.string().meta({ description: 'Never changes once published' }),
    message: z.string().meta({ description: 'What is wrong, then what to do' }),
    step: z.string().optional(),
    path: z.string().optional().meta({ description: 'Within the document, as in steps.fetch.input.id' }),
    position: z.number().optional().meta({ description: 'Of the mistake in an expression' }),
  })
  .meta({ title: 'Problem of a process' });
export type Problem = z.infer<typeof Problem> & { readonly code: ProblemCode };

type Place = Pick<Problem, 'step' | 'path' | 'position'>;

export function error(code: ProblemCode, message: string, place: Place = {}): Problem {
  return { severity: 'error', code, message, ...place };
}

export function warning(code: ProblemCode, message: string, place: Place = {}): Problem {
  return { severity: 'warning', code, message, ...place };
}
