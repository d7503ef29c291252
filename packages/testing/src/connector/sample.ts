import { type JsonSchema } from '@mortise/sdk';

/** A form as it is described in JSON Schema. */
export interface SampleForm {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
}

/** Values for the fields that a form demands; secrets get `secretOf(name)`. A field that has a default is left to it. */
export function sampleForm({ properties, required }: SampleForm, secretOf: (name: string) => string): Record<string, unknown> {
  const demanded = Object.entries(properties).filter(
    ([name, field]) => field['default'] === undefined && (required.includes(name) || field['requiredIfShown'] === true),
  );
  return Object.fromEntries(
    demanded.map(([name, field]) => [name, field['writeOnly'] === true ? secretOf(name) : sampleValue(name, field)]),
  );
}

/** A value that a JSON Schema accepts, as far as its keywords tell; patterns are not read. */
export function sampleValue(name: string, schema: JsonSchema): unknown {
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  for (const list of [schema['examples'], schema['enum']]) if (Array.isArray(list) && list.length > 0) return list[0];
  for (const choices of [schema['oneOf'], schema['anyOf'], schema['allOf']]) {
    const first: unknown = Array.isArray(choices) ? choices[0] : undefined;
    if (isSchema(first)) return sampleValue(name, first);
  }
  switch (schema['type']) {
    case 'boolean':
      return false;
    case 'number':
    case 'integer':
      return sampleNumber(schema);
    case 'array':
      return sampleList(name, schema);
    case 'object':
      return sampleObject(schema);
    case 'null':
      return null;
    default:
      return sampleText(name, schema);
  }
}

function sampleNumber({ minimum, exclusiveMinimum, maximum }: JsonSchema): number {
  const low = typeof minimum === 'number' ? minimum : typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : 1;
  // zod gives integers the smallest safe one as minimum, which says nothing about the field.
  const value = Math.max(low, 1);
  return typeof maximum === 'number' ? Math.min(value, maximum) : value;
}

function sampleList(name: string, { items, minItems }: JsonSchema): unknown[] {
  const count = typeof minItems === 'number' ? minItems : 0;
  return Array.from({ length: count }, () => (isSchema(items) ? sampleValue(name, items) : `sample ${name}`));
}

function sampleObject({ properties, required }: JsonSchema): Record<string, unknown> {
  const names: unknown[] = Array.isArray(required) ? required : [];
  if (!isSchema(properties)) return {};
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) =>
      names.includes(name) && isSchema(schema) ? [[name, sampleValue(name, schema)]] : [],
    ),
  );
}

function sampleText(name: string, { format, minLength, maxLength }: JsonSchema): string {
  switch (format) {
    case 'uri':
      return `https://${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example.com`;
    case 'hostname-label':
      return 'sample';
    case 'email':
      return 'ada@example.com';
    case 'date-time':
      return '2026-01-31T12:00:00Z';
    case 'date':
      return '2026-01-31';
    case 'uuid':
      return '6f1c2f0e-6b5a-4c3d-9e8f-0a1b2c3d4e5f';
    default: {
      const padded = `sample ${name}`.padEnd(typeof minLength === 'number' ? minLength : 0, '.');
      return typeof maxLength === 'number' ? padded.slice(0, maxLength) : padded;
    }
  }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
