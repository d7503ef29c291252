import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { typeOf } from '../processes/checks/schema-reader.ts';

/** The keywords that are followed. Of any other only a difference is seen. */
const Keywords = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
});

/** What a schema says to people, and what it fills in by itself, changes nothing for whoever sends a value. */
const notes = ['title', 'description', 'default', 'examples', 'help'];

/** A part of what a schema lets through: a type with its limits, or a single value. */
export interface Variant {
  readonly type: string;
  readonly value?: unknown;
  readonly fields: ReadonlyMap<string, unknown>;
  readonly required: readonly string[];
  readonly others: unknown;
  readonly items: unknown;
  readonly limits: Readonly<Record<string, unknown>>;
}

/** By the words for them. */
export type Variants = ReadonlyMap<string, Variant>;

/** What a schema lets through, part by part. */
export function variantsOf(schema: unknown): Variant[] {
  const { type, properties, required, additionalProperties: others = true, items = true, ...more } = keywordsOf(schema);
  const { const: value, enum: values = value === undefined ? undefined : [value], ...limits } = more;
  const union = limits.anyOf ?? limits.oneOf;
  if (union && !type && !properties && Object.keys(limits).length === 1) return union.flatMap(variantsOf);
  const variant = { fields: new Map(Object.entries(properties ?? {})), required, others, items, limits };
  if (values) return values.map((each) => ({ ...variant, type: typeOf(each), value: each }));
  return [type ?? (properties ? 'object' : 'anything')].flat().map((each) => ({ ...variant, type: each }));
}

/** What a schema says, without what changes nothing. */
export function keywordsOf(schema: unknown): z.infer<typeof Keywords> {
  if (typeof schema === 'boolean') return { required: [], ...(!schema && { not: {} }) };
  const { data } = Keywords.safeParse(schema);
  if (!data) return { required: [], unread: schema };
  // Zod gives every integer the bounds of what JavaScript counts exactly, and a number none.
  const silent: unknown[] = [undefined, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  const kept = Object.entries(data).filter(
    ([name, value]) => !notes.includes(name) && !silent.includes(value) && !isAnyName(name, value),
  );
  return { required: data.required, ...Object.fromEntries(kept) };
}

/** What zod says of every record, and JSON of every object. */
function isAnyName(name: string, value: unknown): boolean {
  return name === 'propertyNames' && isDeepStrictEqual(value, { type: 'string' });
}
