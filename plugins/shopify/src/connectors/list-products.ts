import { z } from 'zod';
import { AdminBatchConnector } from '../admin-batch-connector.ts';
import { listing, pageInfoFields, perPage, upTo } from '../connection.ts';
import { gid } from '../gid.ts';
import { ProductWithVariants, productFields, productVariantsFields } from '../product.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/queries/products */
export class ListProducts extends AdminBatchConnector {
  readonly name = 'list-products';
  readonly title = 'List products';
  readonly input = z.object({
    ...listing,
    sortKey: z
      .enum(['CREATED_AT', 'ID', 'INVENTORY_TOTAL', 'PRODUCT_TYPE', 'PUBLISHED_AT', 'RELEVANCE', 'TITLE', 'UPDATED_AT', 'VENDOR'])
      .optional()
      .meta({ title: 'Sorted by' }),
    savedSearchId: gid('SavedSearch', 'Saved search').optional(),
    first: perPage(15),
    variants: upTo(10, 'Variants of each product'),
  });
  readonly output = ProductWithVariants;
  readonly query =
    `query ListProducts($query: String, $sortKey: ProductSortKeys, $reverse: Boolean, $savedSearchId: ID, $first: Int!, $after: String,
    $variants: Int!) {
    answer: products(query: $query, sortKey: $sortKey, reverse: $reverse, savedSearchId: $savedSearchId, first: $first, after: $after) {
      nodes { ${productFields} ${productVariantsFields} } ${pageInfoFields} } }`;
}
