import { RestOrder } from '../rest-order.ts';
import { ShopifyWebhook, topic } from '../shopify-webhook.ts';

/** @see https://shopify.dev/docs/api/webhooks/latest#list-of-topics */
export class OrderUpdated extends ShopifyWebhook {
  readonly name = 'order-updated';
  readonly title = 'Order updated';
  override readonly description = 'By a customer, the shop or an app; new orders may come this way too.';
  override readonly event = topic('orders/updated');
  readonly output = RestOrder;
}
