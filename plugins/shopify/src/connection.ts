import { z } from 'zod';

/** Selected in every list. */
export const pageInfoFields = 'pageInfo { hasNextPage endCursor }';

export const PageInfo = z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

/** A page of a list. @see https://shopify.dev/docs/api/usage/pagination-graphql */
export const Connection = z.looseObject({ nodes: z.array(z.unknown()), pageInfo: PageInfo });

/** A list within a record: its first items, and whether there are more. */
export function connectionOf<Node extends z.ZodType>(node: Node) {
  return z.looseObject({ nodes: z.array(node), pageInfo: PageInfo });
}

/** What every list is asked by. */
export const listing = {
  query: z.string().optional().meta({ title: 'Search', description: 'In the search syntax of Shopify; everything if empty' }),
  reverse: z.boolean().optional().meta({ title: 'In reverse order' }),
};

/** Items per page. A query may cost 1,000 points at most, so rich records take smaller pages than the 250 that are allowed. */
export function perPage(usual: number) {
  return z.int().min(1).max(250).default(usual).meta({ title: 'Items per page' });
}

/** How many items of a list within a record are given. */
export function upTo(usual: number, title: string) {
  return z.int().min(1).max(250).default(usual).meta({ title, description: 'At most; those beyond are left out' });
}
