import { RestOrder } from '../rest-order.ts';
import { ShopifyWebhook, topic } from '../shopify-webhook.ts';

/** @see https://shopify.dev/docs/api/webhooks/latest#list-of-topics */
export class OrderPaid extends ShopifyWebhook {
  readonly name = 'order-paid';
  readonly title = 'Order paid';
  override readonly description = 'In full.';
  override readonly event = topic('orders/paid');
  readonly output = RestOrder;
}
