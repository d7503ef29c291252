import type { GitHubSettings } from './settings.ts';

/** Below the REST API at github.com; beside it on a GitHub Enterprise Server. */
export function graphqlEndpoint({ server }: GitHubSettings): string {
  return server ? `${server}/api/graphql` : '/graphql';
}
