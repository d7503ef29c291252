import { type InputOf, post, readField, type SubscriptionTarget, signatures, Webhook } from '@mortise/sdk';
import { z } from 'zod';
import { adminPath } from './admin-connector.ts';

const create = `mutation Subscribe($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) {
  answer: webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhookSubscription) {
    webhookSubscription { id } userErrors { field message } } }`;

const remove = `mutation Unsubscribe($id: ID!) {
  answer: webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } } }`;

/**
 * An event of one shop, subscribed to through the Admin API. Its payload is the record in the shape of the old REST API.
 * @see https://shopify.dev/docs/apps/build/webhooks
 */
export abstract class ShopifyWebhook extends Webhook {
  readonly input = z.object({
    filter: z.string().optional().meta({ description: 'In the search syntax of Shopify; every event if empty' }),
    metafieldNamespaces: z.array(z.string()).optional().meta({ description: 'Of metafields that are sent along' }),
  });
  readonly signature = signatures.shopify();
  override readonly signingSecret = 'clientSecret';
  override readonly deliveryId = { header: 'x-shopify-webhook-id' };
  abstract override readonly event: { readonly header: 'x-shopify-topic'; readonly is: string };

  override subscribe(input: InputOf<ShopifyWebhook>, { url }: SubscriptionTarget) {
    // `orders/create` of the deliveries is ORDERS_CREATE here.
    const topic = this.event.is.replace('/', '_').toUpperCase();
    const webhookSubscription = { ...input, uri: url, format: 'JSON' };
    return post(adminPath, { json: { query: create, variables: { topic, webhookSubscription } } });
  }

  override unsubscribe(_input: InputOf<ShopifyWebhook>, { id }: { readonly id: string }) {
    return post(adminPath, { json: { query: remove, variables: { id } } });
  }

  override subscribed(answer: unknown) {
    return { id: String(readField(answer, 'data.answer.webhookSubscription.id') ?? '') };
  }
}

/** The header in which a delivery names its event. */
export function topic<const Topic extends string>(name: Topic) {
  return { header: 'x-shopify-topic', is: name } as const;
}
