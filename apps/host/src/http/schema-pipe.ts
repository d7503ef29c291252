import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { ParametersError } from '../errors/parameters-error.ts';

type Result = { readonly value: unknown; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
type Issue = { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined };

/** Checks body, query and parameters against the schema that stands at the route. Throws a ParametersError that names the path. */
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, { schema }: ArgumentMetadata): unknown {
    if (!schema) return value;
    const result = schema['~standard'].validate(value);
    return result instanceof Promise ? result.then(unwrap) : unwrap(result);
  }
}

function unwrap(result: Result): unknown {
  if (result.issues) throw explain(result.issues);
  return result.value;
}

function explain(issues: readonly Issue[]): ParametersError {
  const problems = issues.map(({ path = [], message }) => ({ path: formatPath(path), message }));
  const list = problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  return new ParametersError(`The request does not fit the route. ${list}`, { path: problems[0]?.path });
}

function formatPath(path: NonNullable<Issue['path']>): string {
  return path
    .map((segment) => (typeof segment === 'object' ? segment.key : segment))
    .reduce<string>(
      (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
      '',
    );
}
