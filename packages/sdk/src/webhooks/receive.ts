import { type Admission, admit, type ReceiveOptions } from './admit.ts';
import { eventKeyOf } from './event-id.ts';
import { readEvents, type WebhookWith } from './read-events.ts';
import { factsOf } from './webhook.ts';
import type { WebhookFacts } from './webhook-facts.ts';
import type { WebhookRequest } from './webhook-request.ts';

/** What a request to the address of a webhook turned out to be. */
export type Received<Event> =
  | Exclude<Admission, { kind: 'delivery' }>
  | {
      readonly kind: 'events';
      readonly deliveryId: string;
      readonly events: readonly Event[];
      /** Remember these with the delivery; there are none where the webhook names no `eventId`. */
      readonly eventKeys: readonly string[];
    };

/**
 * Takes a delivery: answers challenges, verifies the signature over the raw body, tells copies and foreign events apart, and checks
 * the events against `output`. The caller accepts the events, remembers `deliveryId` and `eventKeys` with them, and only then answers with a 2xx.
 * Throws a WebhookSignatureError for what cannot be trusted and an InputError for what cannot be read.
 */
export async function receive<Event>(
  webhook: WebhookWith<Event>,
  request: WebhookRequest,
  options: ReceiveOptions,
): Promise<Received<Event>> {
  const facts = factsOf(webhook);
  const admission = await admit(facts, request, options);
  if (admission.kind !== 'delivery') return admission;
  const { deliveryId, payload } = admission;
  const all = await readEvents(webhook, payload);
  if (all.length === 0) return { kind: 'ignored', reason: 'The delivery does not hold the event of this webhook.' };
  const { events, eventKeys } = await unseen(facts, all, options.seen);
  return events.length === 0 ? { kind: 'duplicate', deliveryId } : { kind: 'events', deliveryId, events, eventKeys };
}

/** The events that were not accepted before, in whatever delivery. */
async function unseen<Event>(facts: WebhookFacts, all: readonly Event[], seen: ReceiveOptions['seen']) {
  const events: Event[] = [];
  const eventKeys = new Set<string>();
  for (const event of all) {
    const key = eventKeyOf(facts, event);
    if (key !== undefined && (eventKeys.has(key) || (await seen.has(key)))) continue;
    events.push(event);
    if (key !== undefined) eventKeys.add(key);
  }
  return { events, eventKeys: [...eventKeys] };
}
