import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type SchemaResult, validate } from './schema.ts';

/** Returns the validated value or throws the given error, naming every path that is wrong. Waits only for an asynchronous schema. */
export function check<Output>(
  schema: StandardSchemaV1<unknown, Output>,
  value: unknown,
  ProblemError: new (path: string, detail: string) => Error,
  subject: string,
): Output | Promise<Output> {
  const result = validate(schema, value);
  return result instanceof Promise
    ? result.then((settled) => unwrap(settled, ProblemError, subject))
    : unwrap(result, ProblemError, subject);
}

function unwrap<Output>(
  result: SchemaResult<Output>,
  ProblemError: new (path: string, detail: string) => Error,
  subject: string,
): Output {
  if ('value' in result) return result.value;
  const list = result.problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  throw new ProblemError(result.problems[0]?.path ?? '', `${subject} does not fit its schema. ${list}`);
}
