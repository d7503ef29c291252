import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';

/**
 * What an action takes or gives: any Standard Schema that can describe itself as JSON Schema, for example one of zod 4.
 * @see https://standardschema.dev
 */
export interface Schema<Input = unknown, Output = Input> {
  readonly '~standard': StandardSchemaV1.Props<Input, Output> & StandardJSONSchemaV1.Props<Input, Output>;
}

/** The type a schema accepts. */
export type SchemaInput<S extends Schema> = StandardSchemaV1.InferInput<S>;

/** The type a schema gives after validation. */
export type SchemaOutput<S extends Schema> = StandardSchemaV1.InferOutput<S>;

/** A JSON Schema of draft 2020-12, as an object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One reason why a value does not fit its schema; `path` reads like `items[0].quantity` and is empty for the value itself. */
export interface SchemaProblem {
  readonly path: string;
  readonly message: string;
}

export type SchemaResult<Output> = { readonly value: Output } | { readonly problems: readonly SchemaProblem[] };

/** Checks a value; waits only for a schema that itself is asynchronous. */
export function validate<Output>(
  schema: StandardSchemaV1<unknown, Output>,
  value: unknown,
): SchemaResult<Output> | Promise<SchemaResult<Output>> {
  const result = schema['~standard'].validate(value);
  return result instanceof Promise ? result.then(toResult) : toResult(result);
}

/** The JSON Schema of what a schema accepts (`input`) or gives (`output`). */
export function toJsonSchema(schema: Schema, side: 'input' | 'output'): JsonSchema {
  const { $schema: _draft, ...jsonSchema } = schema['~standard'].jsonSchema[side]({ target: 'draft-2020-12' });
  return jsonSchema;
}

function toResult<Output>(result: StandardSchemaV1.Result<Output>): SchemaResult<Output> {
  if (!result.issues) return { value: result.value };
  return { problems: result.issues.map(({ path, message }) => ({ path: formatPath(path ?? []), message })) };
}

function formatPath(path: readonly (PropertyKey | StandardSchemaV1.PathSegment)[]): string {
  return path
    .map((segment) => (typeof segment === 'object' ? segment.key : segment))
    .reduce<string>(
      (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
      '',
    );
}
