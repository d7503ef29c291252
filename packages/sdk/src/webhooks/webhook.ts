import { Action, type ActionContext } from '../actions/action.ts';
import { NotCallableError } from '../errors/not-callable-error.ts';
import type { HttpRequest } from '../http/request.ts';
import { readField } from '../schema/field.ts';
import type { Challenge } from './challenges.ts';
import type { Signature } from './signatures.ts';
import type { DeliveryIdPlace, EventIdPlace, EventMatch, SigningSecret, WebhookFacts } from './webhook-facts.ts';

/** What a service is told when we subscribe. */
export interface SubscriptionTarget {
  /** Where it sends its events: absolute, https. */
  readonly url: string;
  /** The secret to sign with; absent unless `signingSecret` is `generated` and the webhook is signed at all. */
  readonly secret: string | undefined;
  /** What it must show in a challenge that knows a verify token. */
  readonly verifyToken: string | undefined;
}

/** What a subscription is called at the service, and its secret where the service chose it. */
export interface SubscriptionAnswer {
  readonly id: string;
  readonly secret?: string | undefined;
}

/**
 * An event of the service that starts a process. `input` is what the user chooses when subscribing, `output` is one event. Facts
 * say how a delivery is verified and told from others; `receive()` does it.
 */
export abstract class Webhook extends Action {
  readonly kind = 'webhook';
  abstract readonly signature: Signature;
  readonly signingSecret: SigningSecret = 'generated';
  /** Which deliveries hold this event; absent: all of them. */
  readonly event?: EventMatch;
  /** Absent: the `webhook-id` of Standard Webhooks, otherwise a hash of body and time of signature. */
  readonly deliveryId?: DeliveryIdPlace;
  /**
   * The field of an event, as `output` gives it, that tells it from all others. For a service that sends several events at once, and
   * may send them again in other company: `{ field: 'eventId' }`, or `{ fields: […] }` where only several together tell.
   */
  readonly eventId?: EventIdPlace;
  /** The longest body of a delivery in bytes: 1 MiB by default, 25 MiB at most. */
  readonly maxBytes?: number;
  readonly challenge?: Challenge;

  /** The request that subscribes. Absent: the user enters the address at the service by hand. */
  subscribe?(input: unknown, target: SubscriptionTarget): HttpRequest;

  /** The request that ends the subscription; every webhook that subscribes has it. */
  unsubscribe?(input: unknown, subscription: { readonly id: string }): HttpRequest;

  /** What the answer to `subscribe()` says: its `id`, and its `secret` where that is `returned`, unless this method is overridden. */
  subscribed(answer: unknown): SubscriptionAnswer {
    const id = readField(answer, 'id');
    const secret = readField(answer, 'secret');
    return {
      id: typeof id === 'string' || typeof id === 'number' ? String(id) : '',
      ...(this.signingSecret === 'returned' && typeof secret === 'string' && { secret }),
    };
  }

  /** The events of one delivery; the payload itself unless this method is overridden. */
  events(payload: unknown): readonly unknown[] {
    return [payload];
  }

  /** Throws a NotCallableError: the service starts it. */
  execute(_input: unknown, _context: ActionContext): never {
    throw new NotCallableError(
      `"${this.name}" is a webhook: the service calls it, and it starts processes. Put it at the start of a process.`,
    );
  }
}

/** The part of a webhook that is data, as the manifest holds it. */
export function factsOf(webhook: Webhook): WebhookFacts {
  const { signature, signingSecret, event, deliveryId, eventId, maxBytes, challenge } = webhook;
  return {
    signature,
    signingSecret,
    ...(event && { event }),
    ...(deliveryId && { deliveryId }),
    ...(eventId && { eventId }),
    ...(maxBytes !== undefined && { maxBytes }),
    ...(challenge && { challenge }),
    managed: webhook.subscribe !== undefined,
  };
}
