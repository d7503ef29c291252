import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { productId } from '../product.ts';
import { media } from '../product-fields.ts';
import { Variant, variantFields } from '../product-variant.ts';
import { VariantInput } from '../product-variant-fields.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/productVariantsBulkUpdate */
export class UpdateVariants extends AdminConnector {
  readonly name = 'update-variants';
  readonly title = 'Update variants of a product';
  override readonly description = 'Prices, article numbers, barcodes and the like.';
  readonly input = z.object({
    productId,
    variants: z.array(VariantInput).min(1).max(250),
    allowPartialUpdates: z
      .boolean()
      .optional()
      .meta({ description: 'Changes the others where one cannot be changed; it fails all the same' }),
    media,
  });
  readonly output = z.looseObject({ productVariants: z.array(Variant) });
  readonly query =
    `mutation UpdateVariants($productId: ID!, $variants: [ProductVariantsBulkInput!]!, $allowPartialUpdates: Boolean,
    $media: [CreateMediaInput!]) {
    answer: productVariantsBulkUpdate(productId: $productId, variants: $variants, allowPartialUpdates: $allowPartialUpdates,
      media: $media) { productVariants { ${variantFields} } userErrors { field message code } } }`;
}
