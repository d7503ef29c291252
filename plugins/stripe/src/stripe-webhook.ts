import {
  del,
  type InputOf,
  nested,
  path,
  post,
  type SigningSecret,
  type SubscriptionTarget,
  signatures,
  Webhook,
} from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from './api-version.ts';

/**
 * An endpoint of its own at Stripe for each subscription; Stripe makes its secret and tells it once, in the answer.
 * @see https://docs.stripe.com/api/webhook_endpoints
 */
export abstract class StripeWebhook extends Webhook {
  readonly input = z.object({
    connect: z.boolean().optional().meta({ description: 'Connect: events of connected accounts in place of those of your own' }),
  });
  readonly signature = signatures.stripe();
  override readonly signingSecret: SigningSecret = 'returned';
  override readonly deliveryId = { field: 'id' };
  abstract override readonly event: { readonly field: 'type'; readonly is: readonly string[] };

  override subscribe({ connect }: InputOf<StripeWebhook>, { url }: SubscriptionTarget) {
    const description = `Mortise: ${this.title}`;
    const form = nested({ url, enabled_events: this.event.is, api_version: apiVersion, description, connect });
    return post('/webhook_endpoints', { form });
  }

  override unsubscribe(_input: InputOf<StripeWebhook>, { id }: { readonly id: string }) {
    return del(path`/webhook_endpoints/${id}`);
  }
}
