import type { ErrorObject } from 'ajv/dist/2020.js';

/** Where in a value an error lies: the names and indexes that lead there, with the field that is missing or unknown at the end. */
export function placeOf({ instancePath, params }: ErrorObject): readonly string[] {
  const field: unknown = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  const names = instancePath
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return typeof field === 'string' ? [...names, field] : names;
}
