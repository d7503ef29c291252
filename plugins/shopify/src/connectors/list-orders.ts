import { z } from 'zod';
import { AdminBatchConnector } from '../admin-batch-connector.ts';
import { listing, pageInfoFields, perPage } from '../connection.ts';
import { gid } from '../gid.ts';
import { Order, orderFields } from '../order.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/queries/orders */
export class ListOrders extends AdminBatchConnector {
  readonly name = 'list-orders';
  readonly title = 'List orders';
  override readonly description = 'Without their lines; of the last 60 days, unless the app may read all orders.';
  readonly input = z.object({
    ...listing,
    sortKey: z
      .enum([
        'CREATED_AT',
        'CURRENT_TOTAL_PRICE',
        'CUSTOMER_NAME',
        'DESTINATION',
        'FINANCIAL_STATUS',
        'FULFILLMENT_STATUS',
        'ID',
        'ORDER_NUMBER',
        'PO_NUMBER',
        'PROCESSED_AT',
        'RELEVANCE',
        'TOTAL_ITEMS_QUANTITY',
        'TOTAL_PRICE',
        'UPDATED_AT',
      ])
      .optional()
      .meta({ title: 'Sorted by' }),
    savedSearchId: gid('SavedSearch', 'Saved search').optional(),
    first: perPage(20),
  });
  readonly output = Order;
  readonly query =
    `query ListOrders($query: String, $sortKey: OrderSortKeys, $reverse: Boolean, $savedSearchId: ID, $first: Int!, $after: String) {
    answer: orders(query: $query, sortKey: $sortKey, reverse: $reverse, savedSearchId: $savedSearchId, first: $first, after: $after) {
      nodes { ${orderFields} } ${pageInfoFields} } }`;
}
