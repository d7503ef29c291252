import { InputError } from '../errors/input-error.ts';
import { check } from '../schema/check.ts';
import { readField } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import { isWanted } from './is-wanted.ts';
import type { Webhook } from './webhook.ts';

/** A webhook whose events are known by their type. */
export type WebhookWith<Event> = Webhook & { readonly output: Schema<unknown, Event> };

/** The events of a verified delivery that this webhook waits for. Throws an InputError for one that does not fit `output`. */
export async function readEvents<Event>(webhook: WebhookWith<Event>, payload: unknown): Promise<readonly Event[]> {
  const { event: match } = webhook;
  const events: Event[] = [];
  for (const [index, event] of webhook.events(payload).entries()) {
    if (match && 'field' in match && !isWanted(readField(event, match.field), match.is)) continue;
    events.push(await check(webhook.output, event, InputError, `Event ${index} of the delivery`));
  }
  return events;
}
