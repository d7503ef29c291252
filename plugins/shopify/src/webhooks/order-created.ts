import { RestOrder } from '../rest-order.ts';
import { ShopifyWebhook, topic } from '../shopify-webhook.ts';

/** @see https://shopify.dev/docs/api/webhooks/latest#list-of-topics */
export class OrderCreated extends ShopifyWebhook {
  readonly name = 'order-created';
  readonly title = 'Order created';
  override readonly event = topic('orders/create');
  readonly output = RestOrder;
}
