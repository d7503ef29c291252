import { z } from 'zod';

/** An exact version, as https://semver.org defines it. */
export const PluginVersion = z
  .string()
  .max(200)
  .regex(
    /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/,
    'must be an exact version, such as 1.2.0',
  )
  .meta({ description: 'Exact version of the plugin, where several are installed; the newest by default' });

export const CallBody = z
  .strictObject({
    input: z.unknown().optional(),
    version: PluginVersion.optional(),
    connection: z.string().min(1).max(100).optional().meta({ description: 'Id or name of a connection' }),
    cursor: z.string().max(10_000).optional().meta({ description: 'Where a batch goes on' }),
    timeoutMs: z.int().min(1).max(300_000).optional().meta({ description: 'For all attempts together; 30,000 by default' }),
    maxAttempts: z.int().min(1).max(20).optional().meta({ description: '3 by default' }),
    idempotencyKey: z
      .string()
      .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')
      .optional(),
  })
  .meta({ title: 'Call' });
export type CallBody = z.infer<typeof CallBody>;

export const CallAnswer = z
  .strictObject({
    outcome: z.enum(['success', 'page', 'route', 'stop']),
    output: z.unknown().meta({ description: 'Of a batch, its items; null where the action gives nothing' }),
    cursor: z.string().optional(),
    to: z.array(z.string()).optional().meta({ description: 'The followers that were chosen' }),
    attempts: z.int(),
    durationMs: z.number(),
  })
  .meta({ title: 'Call result' });
export type CallAnswer = z.infer<typeof CallAnswer>;
