import { z } from 'zod';
import { AdminBatchConnector } from '../admin-batch-connector.ts';
import { listing, pageInfoFields, perPage } from '../connection.ts';
import { Location, locationFields } from '../location.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/queries/locations */
export class ListLocations extends AdminBatchConnector {
  readonly name = 'list-locations';
  readonly title = 'List locations';
  readonly input = z.object({
    ...listing,
    sortKey: z.enum(['ID', 'NAME', 'RELEVANCE']).optional().meta({ title: 'Sorted by' }),
    includeInactive: z.boolean().optional(),
    includeLegacy: z.boolean().optional().meta({ description: 'Those of fulfillment services that are managed elsewhere' }),
    first: perPage(50),
  });
  readonly output = Location;
  readonly query =
    `query ListLocations($query: String, $sortKey: LocationSortKeys, $reverse: Boolean, $includeInactive: Boolean, $includeLegacy: Boolean,
    $first: Int!, $after: String) {
    answer: locations(query: $query, sortKey: $sortKey, reverse: $reverse, includeInactive: $includeInactive,
      includeLegacy: $includeLegacy, first: $first, after: $after) { nodes { ${locationFields} } ${pageInfoFields} } }`;
}
