import { byLink, get, type InputOf, PagedConnector, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { direction, per_page, repository, time } from '../fields.ts';
import { Issue } from '../issue.ts';

/** @see https://docs.github.com/en/rest/issues/issues#list-repository-issues */
export class ListIssues extends PagedConnector {
  readonly name = 'list-issues';
  readonly title = 'List issues';
  override readonly description = 'Of one repository; pull requests are among them.';
  readonly input = z.object({
    ...repository,
    state: z.enum(['open', 'closed', 'all']).optional().meta({ title: 'State', description: 'Open ones if empty' }),
    labels: z.string().optional().meta({ title: 'Labels', description: 'Names separated by commas; an issue has all of them' }),
    milestone: z.string().optional().meta({ title: 'Milestone', description: 'Its number, * for any, none for none' }),
    assignee: z.string().optional().meta({ title: 'Assignee', description: 'An account, * for any, none for nobody' }),
    type: z.string().optional().meta({ title: 'Type', description: 'Name of a type, * for any, none for none' }),
    creator: z.string().optional().meta({ title: 'Creator' }),
    mentioned: z.string().optional().meta({ title: 'Mentioned account' }),
    issue_field_values: z
      .string()
      .optional()
      .meta({ description: 'Like priority:High,risk:Low; an issue has all of these values in its fields' }),
    sort: z.enum(['created', 'updated', 'comments']).optional().meta({ title: 'Order' }),
    direction,
    since: time.optional().meta({ title: 'Changed since' }),
    per_page,
  });
  readonly output = Issue;
  readonly response = z.array(z.unknown());
  readonly pagination = byLink();

  request({ owner, repo, ...query }: InputOf<ListIssues>) {
    return get(path`/repos/${owner}/${repo}/issues`, { query });
  }

  items(issues: ResponseOf<ListIssues>) {
    return issues;
  }
}
