import { z } from 'zod';
import { AdminBatchConnector } from '../admin-batch-connector.ts';
import { listing, pageInfoFields, perPage } from '../connection.ts';
import { Customer, customerFields } from '../customer.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/queries/customers */
export class ListCustomers extends AdminBatchConnector {
  readonly name = 'list-customers';
  readonly title = 'List customers';
  readonly input = z.object({
    ...listing,
    sortKey: z.enum(['CREATED_AT', 'ID', 'LOCATION', 'NAME', 'RELEVANCE', 'UPDATED_AT']).optional().meta({ title: 'Sorted by' }),
    first: perPage(50),
  });
  readonly output = Customer;
  readonly query =
    `query ListCustomers($query: String, $sortKey: CustomerSortKeys, $reverse: Boolean, $first: Int!, $after: String) {
    answer: customers(query: $query, sortKey: $sortKey, reverse: $reverse, first: $first, after: $after) {
      nodes { ${customerFields} } ${pageInfoFields} } }`;
}
