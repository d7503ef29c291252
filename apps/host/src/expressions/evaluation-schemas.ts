import { z } from 'zod';

export const EvaluationBody = z
  .strictObject({
    expression: z.string().max(32_768).meta({ description: 'JSONata, see https://docs.jsonata.org' }),
    input: z.unknown().optional().meta({ description: 'What `$` is in the expression; nothing by default' }),
    kind: z
      .enum(['transform', 'filter'])
      .default('transform')
      .meta({ description: 'A filter must give true or false; finding nothing is false' }),
  })
  .meta({ title: 'Evaluation' });
export type EvaluationBody = z.infer<typeof EvaluationBody>;

export const EvaluationAnswer = z
  .strictObject({
    output: z.unknown().meta({ description: 'null where the expression finds nothing; true or false of a filter' }),
    durationMs: z.number().meta({ description: 'With the wait for its turn' }),
  })
  .meta({ title: 'Evaluation result' });
export type EvaluationAnswer = z.infer<typeof EvaluationAnswer>;
