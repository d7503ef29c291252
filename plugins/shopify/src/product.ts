import { z } from 'zod';
import { connectionOf, pageInfoFields } from './connection.ts';
import { gid } from './gid.ts';
import { Metafield, metafieldFields } from './metafield.ts';
import { Money, moneyFields } from './money.ts';
import { Variant, variantFields } from './product-variant.ts';

export const productId = gid('Product', 'Product');

/** What a product says of itself, without the lists within it. */
export const productFields = `id legacyResourceId title handle status vendor productType tags description descriptionHtml templateSuffix
  isGiftCard requiresSellingPlan totalInventory tracksInventory hasOnlyDefaultVariant hasOutOfStockVariants createdAt updatedAt publishedAt
  onlineStoreUrl onlineStorePreviewUrl category { id fullName } seo { title description } variantsCount { count precision }
  priceRangeV2 { minVariantPrice { ${moneyFields} } maxVariantPrice { ${moneyFields} } }
  featuredMedia { id alt mediaContentType preview { image { url altText width height } } }
  options { id name position values }`;

/** Selected with the variable `$variants`. */
export const productVariantsFields = `variants(first: $variants) { nodes { ${variantFields} } ${pageInfoFields} }`;

/** Selected with the variable `$variants`: everything that there is of one product. */
export const productDetailFields = `${productFields} ${productVariantsFields}
  media(first: 50) { nodes { id alt mediaContentType status preview { image { url altText width height } } } ${pageInfoFields} }
  collections(first: 50) { nodes { id handle title } ${pageInfoFields} }
  metafields(first: 50) { nodes { ${metafieldFields} } ${pageInfoFields} }`;

const text = z.string().nullable();

const Preview = z
  .looseObject({
    image: z.looseObject({ url: z.string(), altText: text, width: z.int().nullable(), height: z.int().nullable() }).nullable(),
  })
  .nullable();

const Media = z.looseObject({ id: z.string(), alt: text, mediaContentType: z.string(), preview: Preview });

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Product */
export const Product = z.looseObject({
  id: z.string(),
  legacyResourceId: z.string(),
  title: z.string(),
  handle: z.string(),
  status: z.string(),
  vendor: z.string(),
  productType: z.string(),
  tags: z.array(z.string()),
  description: z.string().meta({ description: 'Without its HTML' }),
  descriptionHtml: z.string(),
  templateSuffix: text,
  isGiftCard: z.boolean(),
  requiresSellingPlan: z.boolean(),
  totalInventory: z.int(),
  tracksInventory: z.boolean(),
  hasOnlyDefaultVariant: z.boolean(),
  hasOutOfStockVariants: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  publishedAt: text,
  onlineStoreUrl: text,
  onlineStorePreviewUrl: text,
  category: z.looseObject({ id: z.string(), fullName: z.string() }).nullable(),
  seo: z.looseObject({ title: text, description: text }),
  variantsCount: z.looseObject({ count: z.int(), precision: z.string() }).nullable(),
  priceRangeV2: z.looseObject({ minVariantPrice: Money, maxVariantPrice: Money }),
  featuredMedia: Media.nullable(),
  options: z.array(z.looseObject({ id: z.string(), name: z.string(), position: z.int(), values: z.array(z.string()) })),
});

export const ProductWithVariants = Product.extend({ variants: connectionOf(Variant) });

export const ProductDetail = ProductWithVariants.extend({
  media: connectionOf(Media.extend({ status: z.string() })),
  collections: connectionOf(z.looseObject({ id: z.string(), handle: z.string(), title: z.string() })),
  metafields: connectionOf(Metafield),
});
