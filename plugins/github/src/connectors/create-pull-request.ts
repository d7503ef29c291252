import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { markdown, repository } from '../fields.ts';
import { PullRequest } from '../pull-request.ts';

/** @see https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request */
export class CreatePullRequest extends RestConnector {
  readonly name = 'create-pull-request';
  readonly title = 'Create a pull request';
  readonly input = z.object({
    ...repository,
    title: z.string().optional().meta({ title: 'Title', description: 'Needed unless an issue is given' }),
    head: z.string().min(1).meta({ title: 'Head', description: 'Branch with the changes; user:branch for one of a fork' }),
    head_repo: z.string().optional().meta({ description: 'The fork, where one account owns several' }),
    base: z.string().min(1).meta({ title: 'Base', description: 'Branch that they go into' }),
    body: markdown.optional(),
    maintainer_can_modify: z.boolean().optional().meta({ description: 'Whether maintainers may push to the head' }),
    draft: z.boolean().optional().meta({ title: 'Draft' }),
    issue: z.int().min(1).optional().meta({ description: 'Number of an issue that becomes the pull request' }),
  });
  readonly output = PullRequest;

  request({ owner, repo, ...json }: InputOf<CreatePullRequest>) {
    return post(path`/repos/${owner}/${repo}/pulls`, { json });
  }
}
