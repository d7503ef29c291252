import { z } from 'zod';

/** Where a list of the GraphQL API goes on. */
export const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

export const first = z.int().min(1).max(100).default(100).meta({ title: 'Items per page' });
