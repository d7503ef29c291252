import type { InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { gid } from '../gid.ts';
import { ProductWithVariants, productFields, productId, productVariantsFields } from '../product.ts';
import { media, writableFields } from '../product-fields.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/productUpdate */
export class UpdateProduct extends AdminConnector {
  readonly name = 'update-product';
  readonly title = 'Update a product';
  readonly input = z.object({
    id: productId,
    title: z.string().min(1).optional(),
    ...writableFields,
    redirectNewHandle: z.boolean().optional().meta({ description: 'Leads from the old address to the new one' }),
    collectionsToLeave: z.array(gid('Collection', 'Collection')).max(250).optional(),
    deleteConflictingConstrainedMetafields: z.boolean().optional(),
    media: media.meta({ description: 'Added to those that are there' }),
  });
  readonly output = z.looseObject({ product: ProductWithVariants });
  readonly query = `mutation UpdateProduct($product: ProductUpdateInput!, $media: [CreateMediaInput!], $variants: Int = 10) {
    answer: productUpdate(product: $product, media: $media) {
      product { ${productFields} ${productVariantsFields} } userErrors { field message } } }`;

  override variables({ media, ...product }: InputOf<UpdateProduct>) {
    return { product, media };
  }
}
