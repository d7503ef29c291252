import { RestProduct } from '../rest-product.ts';
import { ShopifyWebhook, topic } from '../shopify-webhook.ts';

/** @see https://shopify.dev/docs/api/webhooks/latest#list-of-topics */
export class ProductUpdated extends ShopifyWebhook {
  readonly name = 'product-updated';
  readonly title = 'Product updated';
  override readonly description = 'Also where a variant, its price or its stock was changed.';
  override readonly event = topic('products/update');
  readonly output = RestProduct;
}
