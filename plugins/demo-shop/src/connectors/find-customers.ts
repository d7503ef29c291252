import { GraphqlBatchConnector, type ResponseOf, relayCursor } from '@mortise/sdk';
import { z } from 'zod';

const Page = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

export class FindCustomers extends GraphqlBatchConnector {
  readonly name = 'find-customers';
  readonly title = 'Find customers';
  readonly input = z.object({ country: z.string().optional(), first: z.int().min(1).max(100).default(50) });
  readonly output = z.looseObject({ id: z.string(), name: z.string(), city: z.string() });
  readonly response = z.object({ customers: z.object({ edges: z.array(z.object({ node: z.unknown() })), pageInfo: Page }) });
  readonly query =
    `query ($country: String, $first: Int, $after: String) { customers(country: $country, first: $first, after: $after) {
    edges { node { id name city country vatNumber } } pageInfo { hasNextPage endCursor } } }`;

  page({ customers }: ResponseOf<FindCustomers>) {
    return { items: customers.edges.map(({ node }) => node), cursor: relayCursor(customers.pageInfo) };
  }
}
