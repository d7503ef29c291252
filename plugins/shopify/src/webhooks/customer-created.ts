import { RestCustomer } from '../rest-customer.ts';
import { ShopifyWebhook, topic } from '../shopify-webhook.ts';

/** @see https://shopify.dev/docs/api/webhooks/latest#list-of-topics */
export class CustomerCreated extends ShopifyWebhook {
  readonly name = 'customer-created';
  readonly title = 'Customer created';
  override readonly event = topic('customers/create');
  readonly output = RestCustomer;
}
