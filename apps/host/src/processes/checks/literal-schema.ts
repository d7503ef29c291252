import type { JsonSchema } from '@mortise/sdk';
import { isRecord } from './schema-reader.ts';

/** The JSON Schema of a value that is known beforehand, or of all that are like an example. */
export function literalSchema(value: unknown, { isExample = false } = {}): JsonSchema {
  if (Array.isArray(value)) return { type: 'array', ...(value.length > 0 && { minItems: 1 }) };
  if (!isRecord(value)) return isExample ? { type: typeof value } : { const: value };
  const properties = Object.entries(value).map(([name, each]) => [name, literalSchema(each, { isExample })] as const);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: Object.keys(value),
    additionalProperties: false,
  };
}
