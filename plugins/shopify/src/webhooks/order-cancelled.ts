import { RestOrder } from '../rest-order.ts';
import { ShopifyWebhook, topic } from '../shopify-webhook.ts';

/** @see https://shopify.dev/docs/api/webhooks/latest#list-of-topics */
export class OrderCancelled extends ShopifyWebhook {
  readonly name = 'order-cancelled';
  readonly title = 'Order cancelled';
  override readonly event = topic('orders/cancelled');
  readonly output = RestOrder;
}
