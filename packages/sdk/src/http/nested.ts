import { RequestError } from '../errors/request-error.ts';
import type { QueryValue } from './request.ts';

const maxDepth = 20;

/**
 * Flattens a value for services that read brackets in forms and queries, as Stripe, Rails and PHP do:
 * `nested({ items: [{ price: 'p' }] })` is `{ 'items[0][price]': 'p' }`. `undefined` and `null` are left out, dates are written
 * as ISO 8601. Throws a RequestError for what a form cannot hold and for a value that contains itself.
 */
export function nested(fields: Readonly<Record<string, unknown>>): Record<string, QueryValue> {
  const flat: Record<string, QueryValue> = {};
  for (const [name, value] of Object.entries(fields)) flatten(name, value, flat, 1);
  return flat;
}

function flatten(name: string, value: unknown, flat: Record<string, QueryValue>, depth: number): void {
  if (value === undefined || value === null) return;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') flat[name] = value;
  else if (value instanceof Date) flat[name] = value.toISOString();
  else if (typeof value !== 'object') throw new RequestError(`"${name}" is a ${typeof value}, which a form cannot hold.`);
  else if (depth > maxDepth)
    throw new RequestError(`"${name}" goes deeper than ${maxDepth} levels. Does the value contain itself?`);
  else for (const [key, inner] of Object.entries(value)) flatten(`${name}[${key}]`, inner, flat, depth + 1);
}
