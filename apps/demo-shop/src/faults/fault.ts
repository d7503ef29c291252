import { z } from 'zod';

const effects = ['status', 'redirect', 'delay', 'drip', 'malformed', 'oversized', 'gzip', 'drop'] as const;

/**
 * What is to go wrong, and for which requests. The effects can be combined: `{ oversized, gzip }` is a zip bomb,
 * `{ status, delay }` a slow failure.
 */
export const Fault = z
  .strictObject({
    /** Start of the path, such as `/api/orders`. */
    path: z.string().startsWith('/'),
    /** All methods when left out. */
    method: z.string().toUpperCase().optional(),
    /** How many requests are hit; all until it is removed when left out. */
    times: z.int().positive().optional(),
    /** Answers with this status instead of doing what was asked. */
    status: z.int().min(200).max(599).optional(),
    /** Goes with `status`, as a `Retry-After` header: seconds or an HTTP date. */
    retryAfter: z.union([z.number().nonnegative(), z.string()]).optional(),
    /** Answers with a redirect to this URL: 302 unless `status` says otherwise. */
    redirect: z.string().optional(),
    /** Waits this many milliseconds before anything else. */
    delay: z.number().nonnegative().optional(),
    /** Sends the body in small pieces with this many milliseconds between them. */
    drip: z.number().nonnegative().optional(),
    /** Cuts the body in half and sends it as if it were whole. */
    malformed: z.literal(true).optional(),
    /** Fills the body up with white space to this many bytes. */
    oversized: z.int().positive().optional(),
    /** Compresses the body, whether or not the caller asked for it. */
    gzip: z.literal(true).optional(),
    /** Destroys the connection: before the shop acts, after it acted, or in the middle of its answer. */
    drop: z.enum(['before', 'after', 'during']).optional(),
  })
  .refine((fault) => effects.some((effect) => fault[effect] !== undefined), {
    error: `Name at least one effect: ${effects.join(', ')}.`,
  });

/** What `shop.fail()` takes. */
export type FaultInput = z.input<typeof Fault>;

/** A fault that is set up, with how many requests it has hit. */
export interface ActiveFault extends z.output<typeof Fault> {
  readonly id: string;
  readonly hits: number;
}
