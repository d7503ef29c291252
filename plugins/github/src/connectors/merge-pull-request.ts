import { type InputOf, path, put, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { pull_number, repository } from '../fields.ts';

/** @see https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request */
export class MergePullRequest extends RestConnector {
  readonly name = 'merge-pull-request';
  readonly title = 'Merge a pull request';
  readonly input = z.object({
    ...repository,
    pull_number,
    commit_title: z.string().optional().meta({ title: 'Title of the commit' }),
    commit_message: z.string().optional().meta({ title: 'Rest of its message' }),
    sha: z.string().optional().meta({ description: 'What the head has to be; otherwise nothing is merged' }),
    merge_method: z.enum(['merge', 'squash', 'rebase']).optional().meta({ title: 'Method' }),
  });
  readonly output = z.looseObject({ sha: z.string(), merged: z.boolean(), message: z.string() });

  request({ owner, repo, pull_number, ...json }: InputOf<MergePullRequest>) {
    return put(path`/repos/${owner}/${repo}/pulls/${pull_number}/merge`, { json });
  }
}
