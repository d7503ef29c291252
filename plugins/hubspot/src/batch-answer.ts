import { z } from 'zod';

const context = z.record(z.string(), z.array(z.string()));

const Refusal = z.looseObject({
  id: z.string().optional(),
  status: z.string(),
  category: z.string().meta({ description: 'For example VALIDATION_ERROR' }),
  subCategory: z.unknown().optional(),
  message: z.string(),
  context: context.optional().meta({ description: 'What it is about, for example the ids of the records' }),
  errors: z
    .array(
      z.looseObject({
        message: z.string(),
        code: z.string().optional(),
        in: z.string().optional().meta({ description: 'Field that is wrong' }),
        subCategory: z.string().optional(),
        context: context.optional(),
      }),
    )
    .optional(),
  links: z.record(z.string(), z.string()).optional(),
});

/** What HubSpot answers to a request for several records. */
export function batchAnswer<Result extends z.ZodType>(result: Result) {
  return z.looseObject({
    status: z.string().meta({ description: 'COMPLETE, CANCELED, PENDING or PROCESSING' }),
    results: z.array(result),
    startedAt: z.string(),
    completedAt: z.string(),
    requestedAt: z.string().optional(),
    numErrors: z.int().optional(),
    errors: z.array(Refusal).optional().meta({ description: 'What HubSpot refused, while it did the rest' }),
    links: z.record(z.string(), z.string()).optional(),
  });
}
