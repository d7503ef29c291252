import { z } from 'zod';
import { GraphqlQuery } from '../graphql-query.ts';

const Total = z.looseObject({ totalCount: z.int() });

const Commit = z.looseObject({
  oid: z.string().optional(),
  messageHeadline: z.string().optional(),
  committedDate: z.string().optional(),
  statusCheckRollup: z.looseObject({ state: z.string() }).nullish().meta({ description: 'SUCCESS, FAILURE, PENDING and others' }),
});

/** @see https://docs.github.com/en/graphql/reference/objects#repository */
export class GetRepositoryOverview extends GraphqlQuery {
  readonly name = 'get-repository-overview';
  readonly title = 'Get an overview of a repository';
  override readonly description = 'What is open, the state of the default branch, the latest release and the languages.';
  readonly input = z.object({
    owner: z.string().min(1).meta({ title: 'Owner' }),
    name: z.string().min(1).meta({ title: 'Repository', description: 'Its name without the owner' }),
  });
  readonly output = z.looseObject({
    id: z.string(),
    nameWithOwner: z.string(),
    description: z.string().nullable(),
    url: z.string(),
    visibility: z.string(),
    isArchived: z.boolean(),
    stargazerCount: z.int(),
    forkCount: z.int(),
    pushedAt: z.string().nullable(),
    issues: Total.meta({ description: 'Open ones, without pull requests' }),
    pullRequests: Total.meta({ description: 'Open ones' }),
    licenseInfo: z.looseObject({ name: z.string(), spdxId: z.string().nullable() }).nullable(),
    defaultBranchRef: z.looseObject({ name: z.string(), target: Commit.nullable() }).nullable(),
    latestRelease: z
      .looseObject({ name: z.string().nullable(), tagName: z.string(), url: z.string(), publishedAt: z.string().nullable() })
      .nullable(),
    languages: z
      .looseObject({
        totalSize: z.int().meta({ description: 'In bytes' }),
        edges: z.array(z.looseObject({ size: z.int(), node: z.looseObject({ name: z.string() }) }).nullable()).nullable(),
      })
      .nullable(),
  });
  readonly query = `query ($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      id nameWithOwner description url visibility isArchived stargazerCount forkCount pushedAt
      issues(states: OPEN) { totalCount }
      pullRequests(states: OPEN) { totalCount }
      licenseInfo { name spdxId }
      defaultBranchRef {
        name target { ... on Commit { oid messageHeadline committedDate statusCheckRollup { state } } }
      }
      latestRelease { name tagName url publishedAt }
      languages(first: 10, orderBy: { field: SIZE, direction: DESC }) { totalSize edges { size node { name } } }
    }
  }`;

  override result({ repository }: Readonly<Record<string, unknown>>) {
    return repository;
  }
}
