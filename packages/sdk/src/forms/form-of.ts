import { z } from 'zod';
import { type Schema, toJsonSchema } from '../schema/schema.ts';
import type { FormFields } from './shown-fields.ts';

const Fields = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});
const known = new WeakMap<Schema, FormFields>();

/** The fields of an object's schema; none, for a schema of anything else. Throws where JSON Schema cannot describe it. */
export function formOf(schema: Schema): FormFields {
  const before = known.get(schema);
  if (before) return before;
  const form = Fields.safeParse(toJsonSchema(schema, 'input')).data ?? { properties: {}, required: [] };
  known.set(schema, form);
  return form;
}
