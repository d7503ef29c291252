import { byLink, get, type InputOf, PagedConnector, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { direction, per_page } from '../fields.ts';
import { Repository } from '../repository.ts';

/** @see https://docs.github.com/en/rest/repos/repos#list-organization-repositories */
export class ListOrganizationRepositories extends PagedConnector {
  readonly name = 'list-organization-repositories';
  readonly title = 'List repositories of an organization';
  readonly input = z.object({
    org: z.string().min(1).meta({ title: 'Organization' }),
    type: z.enum(['all', 'public', 'private', 'forks', 'sources', 'member']).optional().meta({ title: 'Type' }),
    sort: z.enum(['created', 'updated', 'pushed', 'full_name']).optional().meta({ title: 'Order' }),
    direction,
    per_page,
  });
  readonly output = Repository;
  readonly response = z.array(z.unknown());
  readonly pagination = byLink();

  request({ org, ...query }: InputOf<ListOrganizationRepositories>) {
    return get(path`/orgs/${org}/repos`, { query });
  }

  items(repositories: ResponseOf<ListOrganizationRepositories>) {
    return repositories;
  }
}
