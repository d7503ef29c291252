import { GraphqlBatchConnector } from '@mortise/sdk';
import { graphqlEndpoint } from './graphql-endpoint.ts';
import type { GitHubSettings } from './settings.ts';

/** A query of the GraphQL API that lists. */
export abstract class GraphqlList extends GraphqlBatchConnector {
  override endpoint(settings: GitHubSettings) {
    return graphqlEndpoint(settings);
  }
}
