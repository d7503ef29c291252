import { z } from 'zod';
import { RestId } from './rest-id.ts';

const text = z.string().nullish();

const RestVariant = z.looseObject({
  id: RestId,
  admin_graphql_api_id: z.string().optional().meta({ description: 'The id, as the actions take it' }),
  product_id: RestId.nullish(),
  title: text,
  sku: text,
  barcode: text,
  price: text,
  compare_at_price: text,
  position: z.number().nullish(),
  option1: text,
  option2: text,
  option3: text,
  taxable: z.boolean().nullish(),
  inventory_item_id: RestId.nullish(),
  inventory_policy: text,
  inventory_quantity: z.number().nullish(),
  old_inventory_quantity: z.number().nullish(),
  image_id: RestId.nullish(),
  created_at: text,
  updated_at: text,
});

const RestImage = z.looseObject({
  id: RestId,
  admin_graphql_api_id: z.string().optional(),
  product_id: RestId.nullish(),
  position: z.number().nullish(),
  src: text,
  alt: text,
  width: z.number().nullish(),
  height: z.number().nullish(),
  variant_ids: z.array(RestId).nullish(),
  created_at: text,
  updated_at: text,
});

/** A product in a webhook. @see https://shopify.dev/docs/api/admin-rest/latest/resources/product */
export const RestProduct = z.looseObject({
  id: RestId,
  admin_graphql_api_id: z.string().optional().meta({ description: 'The id, as the actions take it' }),
  title: text,
  handle: text,
  body_html: text,
  vendor: text,
  product_type: text,
  status: text,
  tags: text.meta({ description: 'Separated by commas' }),
  template_suffix: text,
  published_at: text,
  published_scope: text,
  created_at: text,
  updated_at: text,
  options: z
    .array(
      z.looseObject({
        id: RestId,
        product_id: RestId.nullish(),
        name: z.string(),
        position: z.number().nullish(),
        values: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
  variants: z.array(RestVariant).nullish(),
  variant_gids: z
    .array(z.looseObject({ admin_graphql_api_id: z.string(), updated_at: text }))
    .nullish()
    .meta({ description: 'Of every variant; the variants themselves are given up to a number' }),
  has_variants_that_requires_components: z.boolean().nullish(),
  category: z.looseObject({ admin_graphql_api_id: text, name: text, full_name: text }).nullish(),
  media: z
    .array(
      z.looseObject({
        id: RestId,
        admin_graphql_api_id: text,
        position: z.number().nullish(),
        alt: text,
        status: text,
        media_content_type: text,
        preview_image: z
          .looseObject({ src: text, width: z.number().nullish(), height: z.number().nullish(), status: text })
          .nullish(),
      }),
    )
    .nullish(),
  image: RestImage.nullish(),
  images: z.array(RestImage).nullish(),
});
