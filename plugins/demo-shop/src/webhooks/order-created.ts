import { del, type InputOf, path, post, type SubscriptionTarget, signatures, Webhook } from '@mortise/sdk';
import { z } from 'zod';
import { Order } from '../order.ts';

export class OrderCreated extends Webhook {
  readonly name = 'order-created';
  readonly title = 'Order created';
  readonly input = z.object({});
  readonly output = z.looseObject({ id: z.string(), type: z.literal('order.created'), createdAt: z.iso.datetime(), data: Order });
  readonly signature = signatures.standardWebhooks();
  override readonly event = { field: 'type', is: 'order.created' };

  override subscribe(_input: InputOf<OrderCreated>, { url, secret }: SubscriptionTarget) {
    return post('/api/webhooks', { json: { url, secret, events: ['order.created'] } });
  }

  override unsubscribe(_input: InputOf<OrderCreated>, { id }: { readonly id: string }) {
    return del(path`/api/webhooks/${id}`);
  }
}
