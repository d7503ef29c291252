import { byLink, get, type InputOf, PagedConnector, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { direction, per_page, repository } from '../fields.ts';
import { ListedPullRequest } from '../pull-request.ts';

/** @see https://docs.github.com/en/rest/pulls/pulls#list-pull-requests */
export class ListPullRequests extends PagedConnector {
  readonly name = 'list-pull-requests';
  readonly title = 'List pull requests';
  readonly input = z.object({
    ...repository,
    state: z.enum(['open', 'closed', 'all']).optional().meta({ title: 'State', description: 'Open ones if empty' }),
    head: z.string().optional().meta({ title: 'Head', description: 'Account and branch, for example octo-org:new-script' }),
    base: z.string().optional().meta({ title: 'Base', description: 'Branch that they go into' }),
    sort: z.enum(['created', 'updated', 'popularity', 'long-running']).optional().meta({ title: 'Order' }),
    direction,
    per_page,
  });
  readonly output = ListedPullRequest;
  readonly response = z.array(z.unknown());
  readonly pagination = byLink();

  request({ owner, repo, ...query }: InputOf<ListPullRequests>) {
    return get(path`/repos/${owner}/${repo}/pulls`, { query });
  }

  items(pullRequests: ResponseOf<ListPullRequests>) {
    return pullRequests;
  }
}
