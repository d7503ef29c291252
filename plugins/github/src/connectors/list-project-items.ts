import { type ResponseOf, relayCursor } from '@mortise/sdk';
import { z } from 'zod';
import { GraphqlList } from '../graphql-list.ts';
import { first, PageInfo } from '../graphql-page.ts';
import { itemFields, ProjectItem, projectId } from '../project-item.ts';

/** @see https://docs.github.com/en/graphql/reference/objects#projectv2 */
export class ListProjectItems extends GraphqlList {
  readonly name = 'list-project-items';
  readonly title = 'List items of a project';
  override readonly description =
    'Issues, pull requests and drafts with the values of their fields, in the order of the project.';
  readonly input = z.object({ projectId, first });
  readonly output = ProjectItem;
  readonly response = z.object({
    node: z.object({ items: z.object({ nodes: z.array(z.unknown()).nullable(), pageInfo: PageInfo }) }),
  });
  readonly query = `query ($projectId: ID!, $first: Int, $after: String) {
    node(id: $projectId) {
      ... on ProjectV2 { items(first: $first, after: $after) { nodes { ${itemFields} } pageInfo { hasNextPage endCursor } } }
    }
  }`;

  page({ node: { items } }: ResponseOf<ListProjectItems>) {
    return { items: items.nodes ?? [], cursor: relayCursor(items.pageInfo) };
  }
}
