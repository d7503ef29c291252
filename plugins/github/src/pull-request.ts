import { z } from 'zod';
import { Label } from './label.ts';
import { Milestone } from './milestone.ts';
import { Repository } from './repository.ts';
import { Team } from './team.ts';
import { User } from './user.ts';

/** Where it is in a stack of pull requests. */
export const Stack = z.looseObject({
  base: z.looseObject({ ref: z.string(), sha: z.string() }),
  size: z.int().optional(),
  position: z.int().optional(),
  id: z.int().optional(),
  number: z.int().optional(),
});

/** One end of a pull request; the repository of its head may be gone. */
export const Branch = z.looseObject({
  label: z.string().nullable(),
  ref: z.string(),
  sha: z.string(),
  user: User.nullable(),
  repo: Repository.nullable(),
});

const Link = z.looseObject({ href: z.string() });

/** A pull request as it appears in lists and events. */
export const ListedPullRequest = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  number: z.int(),
  url: z.string(),
  html_url: z.string(),
  diff_url: z.string(),
  patch_url: z.string(),
  issue_url: z.string(),
  commits_url: z.string(),
  review_comments_url: z.string(),
  review_comment_url: z.string(),
  comments_url: z.string(),
  statuses_url: z.string(),
  state: z.string().meta({ description: 'open or closed' }),
  draft: z.boolean().optional(),
  locked: z.boolean(),
  active_lock_reason: z.string().nullish(),
  title: z.string(),
  body: z.string().nullable(),
  user: User.nullable(),
  author_association: z.string(),
  labels: z.array(Label),
  milestone: Milestone.nullable(),
  assignees: z.array(User).optional(),
  requested_reviewers: z.array(User).optional(),
  requested_teams: z.array(Team).optional(),
  head: Branch,
  base: Branch,
  _links: z.looseObject({
    self: Link,
    html: Link,
    issue: Link,
    comments: Link,
    review_comments: Link,
    review_comment: Link,
    commits: Link,
    statuses: Link,
  }),
  auto_merge: z
    .looseObject({
      enabled_by: User.nullable(),
      merge_method: z.string().meta({ description: 'merge, squash or rebase' }),
      commit_title: z.string().nullable(),
      commit_message: z.string().nullable(),
    })
    .nullable(),
  stack: Stack.nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  closed_at: z.string().nullable(),
  merged_at: z.string().nullable(),
});

/** A pull request with its size and whether it can be merged. */
export const PullRequest = ListedPullRequest.extend({
  merged: z.boolean(),
  mergeable: z.boolean().nullable().meta({ description: 'null while GitHub still works it out' }),
  rebaseable: z.boolean().nullish(),
  mergeable_state: z.string(),
  merged_by: User.nullable(),
  comments: z.int(),
  review_comments: z.int(),
  maintainer_can_modify: z.boolean(),
  commits: z.int(),
  additions: z.int(),
  deletions: z.int(),
  changed_files: z.int(),
});
