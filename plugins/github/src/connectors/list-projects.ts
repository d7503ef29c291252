import { type ResponseOf, relayCursor } from '@mortise/sdk';
import { z } from 'zod';
import { GraphqlList } from '../graphql-list.ts';
import { first, PageInfo } from '../graphql-page.ts';

/** @see https://docs.github.com/en/graphql/reference/interfaces#projectv2owner */
export class ListProjects extends GraphqlList {
  readonly name = 'list-projects';
  readonly title = 'List projects';
  readonly input = z.object({
    owner: z.string().min(1).meta({ title: 'Owner', description: 'A user or an organization' }),
    search: z.string().optional().meta({ title: 'Search', description: 'Words of the title, or for example is:open' }),
    first,
  });
  readonly output = z.looseObject({
    id: z.string(),
    number: z.int(),
    title: z.string(),
    shortDescription: z.string().nullable(),
    url: z.string(),
    public: z.boolean(),
    closed: z.boolean(),
    template: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
    closedAt: z.string().nullable(),
  });
  readonly response = z.object({
    repositoryOwner: z
      .object({ projectsV2: z.object({ nodes: z.array(z.unknown()).nullable(), pageInfo: PageInfo }) })
      .nullable(),
  });
  readonly query = `query ($owner: String!, $search: String, $first: Int, $after: String) {
    repositoryOwner(login: $owner) {
      ... on ProjectV2Owner {
        projectsV2(query: $search, first: $first, after: $after) {
          nodes { id number title shortDescription url public closed template createdAt updatedAt closedAt }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }`;

  page({ repositoryOwner }: ResponseOf<ListProjects>) {
    if (!repositoryOwner) return { items: [] };
    const { nodes, pageInfo } = repositoryOwner.projectsV2;
    return { items: nodes ?? [], cursor: relayCursor(pageInfo) };
  }
}
