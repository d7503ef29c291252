import { z } from 'zod';

/** What is read of the JSON Schema of one field. */
interface FieldSchema {
  readonly type?: string | undefined;
  readonly choices: readonly unknown[];
  readonly minimum?: number | undefined;
  readonly fallback?: unknown;
}

const Keywords = z
  .object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown(),
    default: z.unknown(),
    minimum: z.number().optional(),
    anyOf: z.array(z.unknown()).optional(),
    oneOf: z.array(z.unknown()).optional(),
  })
  .partial();

/** The type of a field in a word. */
export function typeWord(schema: unknown): string {
  const { type, choices } = read(schema);
  return type ?? (choices.length > 0 ? typeof choices[0] : 'any');
}

/** A value of the right shape, as JSON with `…` where something is to be filled in. */
export function exampleOf(schema: unknown): string {
  const { type, choices, minimum, fallback } = read(schema);
  if (fallback !== undefined) return JSON.stringify(fallback);
  if (choices.length > 0) return JSON.stringify(choices[0]);
  if (type === 'array') return '[…]';
  if (type === 'object') return '{…}';
  if (type === 'number' || type === 'integer') return String(minimum ?? 1);
  if (type === 'boolean') return 'true';
  return type === 'null' ? 'null' : '"…"';
}

function read(schema: unknown): FieldSchema {
  const { data } = Keywords.safeParse(schema);
  if (!data) return { choices: [] };
  const [variant] = data.anyOf ?? data.oneOf ?? [];
  if (data.type === undefined && variant !== undefined) return read(variant);
  return {
    type: typeof data.type === 'string' ? data.type : data.type?.[0],
    choices: data.const === undefined ? (data.enum ?? []) : [data.const],
    minimum: data.minimum !== undefined && data.minimum > -1e15 ? data.minimum : undefined,
    fallback: data.default,
  };
}
