import type { InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { ProductWithVariants, productFields, productVariantsFields } from '../product.ts';
import { media, writableFields } from '../product-fields.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/productCreate */
export class CreateProduct extends AdminConnector {
  readonly name = 'create-product';
  readonly title = 'Create a product';
  override readonly description = 'With one variant, whose price can be set afterwards.';
  readonly input = z.object({
    title: z.string().min(1),
    ...writableFields,
    productOptions: z
      .array(
        z.object({
          name: z.string().optional(),
          position: z.int().min(1).optional(),
          values: z.array(z.object({ name: z.string().optional(), linkedMetafieldValue: z.string().optional() })).optional(),
          linkedMetafield: z
            .object({ namespace: z.string(), key: z.string(), values: z.array(z.string()).optional() })
            .optional(),
        }),
      )
      .max(3)
      .optional()
      .meta({ title: 'Options', description: 'For example a size with its values; the first variant takes the first of each' }),
    giftCard: z.boolean().optional(),
    combinedListingRole: z.enum(['CHILD', 'PARENT']).optional(),
    claimOwnership: z.object({ bundles: z.boolean().optional() }).optional(),
    media,
  });
  readonly output = z.looseObject({ product: ProductWithVariants });
  readonly query = `mutation CreateProduct($product: ProductCreateInput!, $media: [CreateMediaInput!], $variants: Int = 10) {
    answer: productCreate(product: $product, media: $media) {
      product { ${productFields} ${productVariantsFields} } userErrors { field message } } }`;

  override variables({ media, ...product }: InputOf<CreateProduct>) {
    return { product, media };
  }
}
