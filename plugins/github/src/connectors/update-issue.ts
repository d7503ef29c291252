import { type InputOf, patch, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { issue_number, markdown, repository } from '../fields.ts';
import { Issue } from '../issue.ts';
import { issueFields } from '../issue-fields.ts';

/** @see https://docs.github.com/en/rest/issues/issues#update-an-issue */
export class UpdateIssue extends RestConnector {
  readonly name = 'update-issue';
  readonly title = 'Update an issue';
  override readonly description = 'Labels and assignees replace those that there are.';
  readonly input = z.object({
    ...repository,
    issue_number,
    title: z.string().nullish().meta({ title: 'Title' }),
    body: markdown.nullish(),
    state: z.enum(['open', 'closed']).optional().meta({ title: 'State' }),
    state_reason: z
      .enum(['completed', 'not_planned', 'duplicate', 'reopened'])
      .nullish()
      .meta({ title: 'Reason', description: 'Why it is closed or opened again; counts only where the state changes' }),
    duplicate_issue_id: z.int().optional().meta({ description: 'Id of the issue that says the same, for the reason duplicate' }),
    ...issueFields,
  });
  readonly output = Issue;

  request({ owner, repo, issue_number, ...json }: InputOf<UpdateIssue>) {
    return patch(path`/repos/${owner}/${repo}/issues/${issue_number}`, { json });
  }
}
