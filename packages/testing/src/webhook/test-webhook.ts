import { randomUUID } from 'node:crypto';
import {
  createSigningSecret,
  type Received,
  receive,
  type Subscription,
  subscribe,
  unsubscribe,
  type WebhookRequest,
  type WebhookWith,
} from '@mortise/sdk';
import { onTestFinished } from 'vitest';
import type { TestAccount } from '../connector/test-connection.ts';
import { ConnectorTest } from '../connector/test-connector.ts';
import { fenced } from '../fake-api/network-guard.ts';
import type { RecordedRequest } from '../fake-api/recorded-request.ts';
import { sign } from './sign.ts';

export interface TestWebhookOptions extends TestAccount {
  /** What deliveries are signed with; made up where it is absent. */
  readonly secret?: string;
  /** What the service shows in a challenge that knows a verify token. */
  readonly verifyToken?: string;
}

export interface DeliveryOptions {
  /** Besides those of the signature, of the event and of the delivery id, and in place of them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The same for a delivery that is sent again. A new one where it is absent. */
  readonly deliveryId?: string;
  /** In place of the right one. */
  readonly secret?: string;
  /** When it is sent, in milliseconds since 1970. Now, where it is absent. */
  readonly at?: number;
}

/** Where a host would take the deliveries. */
export const address = 'https://host.example.com/webhooks/test';

/** A webhook with its service, which signs. */
export class WebhookTest<Event> {
  readonly secret: string;
  readonly #webhook: WebhookWith<Event>;
  readonly #seen = new Set<string>();
  readonly #verifyToken: string | undefined;
  readonly #test: ConnectorTest<unknown, Event>;

  constructor(webhook: WebhookWith<Event>, options: TestWebhookOptions) {
    this.#webhook = webhook;
    this.secret = options.secret ?? createSigningSecret(webhook.signature);
    this.#verifyToken = options.verifyToken;
    this.#test = new ConnectorTest<unknown, Event>(webhook, options);
  }

  /** Queues replies of the service to `subscribe()` and `unsubscribe()`. */
  replies(...replies: readonly unknown[]): this {
    this.#test.replies(...replies);
    return this;
  }

  /** What subscribing and unsubscribing sent. */
  get requests(): readonly RecordedRequest[] {
    return this.#test.requests;
  }

  /** A signed delivery of a payload, as JSON; of a text as it is. */
  delivery(payload: unknown, options: DeliveryOptions = {}): WebhookRequest {
    const { signature, event, deliveryId: place } = this.#webhook;
    const { headers = {}, deliveryId = randomUUID(), secret = this.secret, at = Date.now() } = options;
    const rawBody = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
    const [eventName] = event ? [event.is].flat() : [];
    return {
      method: 'POST',
      url: address,
      headers: {
        'content-type': 'application/json',
        ...(event && 'header' in event && eventName !== undefined && { [event.header]: eventName }),
        ...(place && 'header' in place && { [place.header]: deliveryId }),
        ...sign(signature, secret, { method: 'POST', url: address, body: rawBody, deliveryId, at }),
        ...headers,
      },
      rawBody,
    };
  }

  /** Takes a request to the address of the webhook as a host does. Accepted deliveries are remembered. */
  async receive(request: WebhookRequest): Promise<Received<Event>> {
    const options = {
      secret: this.secret,
      seen: this.#seen,
      ...(this.#verifyToken !== undefined && { verifyToken: this.#verifyToken }),
    };
    const received = await fenced(this.#test.fake.port, () => receive(this.#webhook, request, options));
    if (received.kind === 'events') for (const key of [received.deliveryId, ...received.eventKeys]) this.#seen.add(key);
    return received;
  }

  /** Delivers a payload, signed, and returns its events; none for a delivery that is ignored, a duplicate or a challenge. */
  async delivers(payload: unknown, options: DeliveryOptions = {}): Promise<readonly Event[]> {
    const received = await this.receive(this.delivery(payload, options));
    return received.kind === 'events' ? received.events : [];
  }

  /** Subscribes at the fake service. */
  async subscribe(input: unknown): Promise<Subscription> {
    const { connection } = await this.#test.open();
    const verifyToken = this.#verifyToken ?? `verify-${randomUUID()}`;
    const options = { connection, url: address, secret: this.secret, verifyToken, maxAttempts: 1 };
    return fenced(this.#test.fake.port, () => subscribe(this.#webhook, input, options));
  }

  /** Ends a subscription at the fake service. */
  async unsubscribe(input: unknown, id: string): Promise<void> {
    const { connection } = await this.#test.open();
    await fenced(this.#test.fake.port, () => unsubscribe(this.#webhook, input, { connection, id, maxAttempts: 1 }));
  }

  close(): Promise<void> {
    return this.#test.close();
  }
}

/** A webhook with a service that signs its deliveries as the webhook declares, and that can be subscribed at. Closes itself when the test ends. */
export function testWebhook<Event>(
  webhook: WebhookWith<Event> | (new () => WebhookWith<Event>),
  options: TestWebhookOptions = {},
): WebhookTest<Event> {
  const test = new WebhookTest(typeof webhook === 'function' ? new webhook() : webhook, options);
  onTestFinished(() => test.close());
  return test;
}
