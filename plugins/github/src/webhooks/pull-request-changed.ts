import { z } from 'zod';
import { Before, Event, EventRepository } from '../event.ts';
import { GitHubWebhook } from '../github-webhook.ts';
import { Label } from '../label.ts';
import { Milestone } from '../milestone.ts';
import { Branch, ListedPullRequest, PullRequest, Stack } from '../pull-request.ts';
import { Team } from '../team.ts';
import { User } from '../user.ts';

const EventBranch = Branch.extend({ repo: EventRepository.nullable() });

/** How its repository merges. */
const MergeSettings = EventRepository.pick({
  allow_auto_merge: true,
  allow_update_branch: true,
  delete_branch_on_merge: true,
  merge_commit_message: true,
  merge_commit_title: true,
  squash_merge_commit_message: true,
  squash_merge_commit_title: true,
  use_squash_pr_title_as_default: true,
});

/** A pull request within an event: not each action tells its size, and a reviewer may be a team. */
const EventPullRequest = PullRequest.partial().extend({
  ...ListedPullRequest.shape,
  ...MergeSettings.shape,
  head: EventBranch,
  base: EventBranch,
  assignee: User.nullish(),
  assignees: z.array(User.nullable()).optional(),
  requested_reviewers: z.array(z.union([User, Team.partial()]).nullable()).optional(),
  requested_teams: z.array(Team.partial()).optional(),
  auto_merge: ListedPullRequest.shape.auto_merge.optional(),
  merged: z.boolean().nullish(),
  merge_commit_sha: z.string().nullish(),
});

/** @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
export class PullRequestChanged extends GitHubWebhook {
  readonly name = 'pull-request-changed';
  readonly title = 'Pull request changed';
  override readonly description = 'Opened, edited, pushed to, closed, merged and all else that happens to a pull request.';
  override readonly event = { header: 'x-github-event', is: 'pull_request' } as const;
  readonly output = Event.extend({
    action: z.string().meta({ description: 'opened, edited, synchronize, closed, review_requested and others' }),
    number: z.int(),
    pull_request: EventPullRequest,
    changes: z
      .looseObject({ title: Before, body: Before, base: z.looseObject({ ref: Before, sha: Before }).optional() })
      .optional(),
    before: z.string().optional().meta({ description: 'Head before a push' }),
    after: z.string().optional().meta({ description: 'Head after a push' }),
    label: Label.optional(),
    assignee: User.nullish(),
    milestone: Milestone.nullish(),
    requested_reviewer: User.nullish(),
    requested_team: Team.partial().optional(),
    stack: Stack.nullish(),
    reason: z.string().optional().meta({ description: 'Why it left the merge queue or merges no more by itself' }),
  });
}
