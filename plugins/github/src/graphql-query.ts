import { GraphqlConnector } from '@mortise/sdk';
import { graphqlEndpoint } from './graphql-endpoint.ts';
import type { GitHubSettings } from './settings.ts';

/** A query or mutation of the GraphQL API. */
export abstract class GraphqlQuery extends GraphqlConnector {
  override endpoint(settings: GitHubSettings) {
    return graphqlEndpoint(settings);
  }
}
