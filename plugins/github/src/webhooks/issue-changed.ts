import { z } from 'zod';
import { Before, Event, EventIssue, EventRepository } from '../event.ts';
import { GitHubWebhook } from '../github-webhook.ts';
import { IssueType } from '../issue.ts';
import { Label } from '../label.ts';
import { Milestone } from '../milestone.ts';
import { User } from '../user.ts';

const Option = z.looseObject({
  id: z.int().optional(),
  name: z.string().optional(),
  color: z.string().optional(),
  description: z.string().nullish(),
});

const FieldValue = z.looseObject({
  id: z.int(),
  value: z.union([z.string(), z.number()]).nullish(),
  value_id: z.int().optional(),
  option: Option.optional(),
  value_ids: z.array(z.int()).optional(),
  options: z.array(Option).optional(),
});

/** @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues */
export class IssueChanged extends GitHubWebhook {
  readonly name = 'issue-changed';
  readonly title = 'Issue changed';
  override readonly description = 'Opened, edited, closed, labeled, assigned and all else that happens to an issue.';
  override readonly event = { header: 'x-github-event', is: 'issues' } as const;
  readonly output = Event.extend({
    action: z.string().meta({ description: 'opened, edited, closed, reopened, labeled, assigned, transferred and others' }),
    issue: EventIssue,
    changes: z
      .looseObject({
        title: Before,
        body: Before,
        old_issue: EventIssue.partial().nullish().meta({ description: 'What it was before it was transferred here' }),
        old_repository: EventRepository.optional(),
        new_issue: EventIssue.partial().optional().meta({ description: 'What became of it where it was transferred to' }),
        new_repository: EventRepository.optional(),
        issue_field_value: z.looseObject({ from: FieldValue }).optional(),
      })
      .optional(),
    label: Label.optional(),
    assignee: User.nullish(),
    milestone: Milestone.optional(),
    type: IssueType.nullish(),
    issue_field: z.looseObject({ id: z.int(), name: z.string(), field_type: z.string() }).optional(),
    issue_field_value: FieldValue.optional(),
  });
}
