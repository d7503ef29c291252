import { check } from '@mortise/sdk';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { ParametersError } from '../errors/parameters-error.ts';

/** Checks body, query and parameters against the schema that stands at the route. Throws a ParametersError that names the path. */
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, { schema }: ArgumentMetadata): unknown {
    return schema ? check(schema, value, ParametersError, 'The request') : value;
  }
}
