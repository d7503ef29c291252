import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { pull_number, repository } from '../fields.ts';
import { PullRequest } from '../pull-request.ts';

/** @see https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request */
export class GetPullRequest extends RestConnector {
  readonly name = 'get-pull-request';
  readonly title = 'Get a pull request';
  readonly input = z.object({ ...repository, pull_number });
  readonly output = PullRequest;

  request({ owner, repo, pull_number }: InputOf<GetPullRequest>) {
    return get(path`/repos/${owner}/${repo}/pulls/${pull_number}`);
  }
}
