import { randomBytes, randomUUID } from 'node:crypto';
import { deliver } from './deliver.ts';
import type { Delivery, Subscription, SubscriptionInput, WebhookEvent } from './subscription.ts';

/** Who wants to hear of what, and what became of it. */
export class Webhooks {
  readonly deliveries: Delivery[] = [];
  readonly #retryMs: number;
  readonly #subscriptions = new Map<string, Subscription>();
  #closing = new AbortController();

  constructor(retryMs: number) {
    this.#retryMs = retryMs;
  }

  subscribe({ url, events, secret = newSecret() }: SubscriptionInput) {
    const subscription: Subscription = { id: `whk_${randomUUID()}`, url, events, secret };
    this.#subscriptions.set(subscription.id, subscription);
    return subscription;
  }

  list() {
    return [...this.#subscriptions.values()];
  }

  unsubscribe(id: string) {
    return this.#subscriptions.delete(id);
  }

  /** Tells every subscriber, without making whoever caused the event wait. */
  publish(type: WebhookEvent['type'], data: unknown) {
    // The id is unique across shops and restarts, since receivers use it to drop what they have already seen.
    const event = { id: `evt_${randomUUID()}`, type, createdAt: new Date().toISOString(), data };
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.events.includes(type)) void this.#send(subscription, event);
    }
  }

  /** Also gives up on deliveries that are still being retried. */
  reset() {
    this.#closing.abort();
    this.#closing = new AbortController();
    this.#subscriptions.clear();
    this.deliveries.length = 0;
  }

  async #send(subscription: Subscription, event: WebhookEvent) {
    const { signal } = this.#closing;
    const delivery = await deliver(subscription, event, { retryMs: this.#retryMs, signal });
    if (!signal.aborted) this.deliveries.push(delivery);
  }
}

function newSecret() {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
