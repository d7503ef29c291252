import { createHash } from 'node:crypto';
import { readField } from '../schema/field.ts';
import type { WebhookFacts } from './webhook-facts.ts';

const longestId = 200;

/**
 * What a memory of deliveries knows an event by; `undefined` where its webhook names no place for an id, or nothing is there. It
 * is never the id of a delivery.
 */
export function eventKeyOf({ eventId: place }: Pick<WebhookFacts, 'eventId'>, event: unknown): string | undefined {
  if (!place) return undefined;
  const values = 'field' in place ? [readField(event, place.field)] : place.fields.map((field) => readField(event, field));
  if (!values.every(isId)) return undefined;
  const text = values.length === 1 ? String(values[0]) : JSON.stringify(values);
  return `event:${text.length > longestId ? createHash('sha256').update(text).digest('hex') : text}`;
}

function isId(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}
