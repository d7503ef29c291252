import { byLink, get, type InputOf, PagedConnector, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { direction, per_page, time } from '../fields.ts';
import { Repository } from '../repository.ts';

/** @see https://docs.github.com/en/rest/repos/repos#list-repositories-for-the-authenticated-user */
export class ListRepositories extends PagedConnector {
  readonly name = 'list-repositories';
  readonly title = 'List repositories';
  override readonly description = 'All that the account of the connection has access to.';
  readonly input = z.object({
    visibility: z.enum(['all', 'public', 'private']).optional().meta({ title: 'Visibility', description: 'Not with a type' }),
    affiliation: z
      .string()
      .optional()
      .meta({ description: 'Of owner, collaborator and organization_member, separated by commas; not with a type' }),
    type: z.enum(['all', 'owner', 'public', 'private', 'member']).optional().meta({ title: 'Type' }),
    sort: z.enum(['created', 'updated', 'pushed', 'full_name']).optional().meta({ title: 'Order' }),
    direction,
    since: time.optional().meta({ title: 'Changed after' }),
    before: time.optional().meta({ title: 'Changed before' }),
    per_page,
  });
  readonly output = Repository;
  readonly response = z.array(z.unknown());
  readonly pagination = byLink();

  request(query: InputOf<ListRepositories>) {
    return get('/user/repos', { query });
  }

  items(repositories: ResponseOf<ListRepositories>) {
    return repositories;
  }
}
