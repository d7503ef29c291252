import { z } from 'zod';
import { Comment } from '../comment.ts';
import { Before, Event, EventIssue } from '../event.ts';
import { GitHubWebhook } from '../github-webhook.ts';

/** @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#issue_comment */
export class IssueCommented extends GitHubWebhook {
  readonly name = 'issue-commented';
  readonly title = 'Issue commented';
  override readonly description = 'A comment on an issue or pull request was made, edited, pinned or deleted.';
  override readonly event = { header: 'x-github-event', is: 'issue_comment' } as const;
  readonly output = Event.extend({
    action: z.string().meta({ description: 'created, edited, deleted, pinned or unpinned' }),
    issue: EventIssue,
    comment: Comment,
    changes: z.looseObject({ body: Before }).optional(),
  });
}
