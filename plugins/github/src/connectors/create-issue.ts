import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { markdown, repository } from '../fields.ts';
import { Issue } from '../issue.ts';
import { issueFields } from '../issue-fields.ts';

/** @see https://docs.github.com/en/rest/issues/issues#create-an-issue */
export class CreateIssue extends RestConnector {
  readonly name = 'create-issue';
  readonly title = 'Create an issue';
  override readonly description = 'Labels, assignees and milestone need push access; without it GitHub drops them silently.';
  readonly input = z.object({
    ...repository,
    title: z.string().min(1).meta({ title: 'Title' }),
    body: markdown.optional(),
    ...issueFields,
  });
  readonly output = Issue;

  request({ owner, repo, ...json }: InputOf<CreateIssue>) {
    return post(path`/repos/${owner}/${repo}/issues`, { json });
  }
}
