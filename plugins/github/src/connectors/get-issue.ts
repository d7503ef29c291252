import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { issue_number, repository } from '../fields.ts';
import { Issue } from '../issue.ts';

/** @see https://docs.github.com/en/rest/issues/issues#get-an-issue */
export class GetIssue extends RestConnector {
  readonly name = 'get-issue';
  readonly title = 'Get an issue';
  readonly input = z.object({ ...repository, issue_number });
  readonly output = Issue;

  request({ owner, repo, issue_number }: InputOf<GetIssue>) {
    return get(path`/repos/${owner}/${repo}/issues/${issue_number}`);
  }
}
