import { z } from 'zod';
import { AdminBatchConnector } from '../admin-batch-connector.ts';
import { listing, pageInfoFields, perPage } from '../connection.ts';
import { gid } from '../gid.ts';
import { Variant, variantFields } from '../product-variant.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/queries/productVariants */
export class ListVariants extends AdminBatchConnector {
  readonly name = 'list-variants';
  readonly title = 'List variants';
  override readonly description = 'Of all products; the search sku:ABC-1 finds one by its number.';
  readonly input = z.object({
    ...listing,
    sortKey: z
      .enum([
        'FULL_TITLE',
        'ID',
        'INVENTORY_LEVELS_AVAILABLE',
        'INVENTORY_MANAGEMENT',
        'INVENTORY_POLICY',
        'INVENTORY_QUANTITY',
        'NAME',
        'POPULAR',
        'POSITION',
        'RELEVANCE',
        'SKU',
        'TITLE',
      ])
      .optional()
      .meta({ title: 'Sorted by' }),
    savedSearchId: gid('SavedSearch', 'Saved search').optional(),
    first: perPage(100),
  });
  readonly output = Variant;
  readonly query =
    `query ListVariants($query: String, $sortKey: ProductVariantSortKeys, $reverse: Boolean, $savedSearchId: ID, $first: Int!,
    $after: String) {
    answer: productVariants(query: $query, sortKey: $sortKey, reverse: $reverse, savedSearchId: $savedSearchId, first: $first,
      after: $after) { nodes { ${variantFields} } ${pageInfoFields} } }`;
}
