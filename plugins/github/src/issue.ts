import { z } from 'zod';
import { Comment } from './comment.ts';
import { GitHubApp } from './github-app.ts';
import { Label } from './label.ts';
import { Milestone } from './milestone.ts';
import { Reactions } from './reactions.ts';
import { Repository } from './repository.ts';
import { User } from './user.ts';

export const IssueType = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  color: z.string().nullish(),
  created_at: z.string().optional(),
  updated_at: z.string().optional(),
  is_enabled: z.boolean().optional(),
});

const FieldOption = z.looseObject({ id: z.int(), name: z.string(), color: z.string() });

const IssueFieldValue = z.looseObject({
  issue_field_id: z.int(),
  issue_field_name: z.string().optional(),
  node_id: z.string(),
  data_type: z.string().meta({ description: 'text, single_select, multi_select, number or date' }),
  value: z.union([z.string(), z.number()]).nullable(),
  single_select_option: FieldOption.nullish(),
  multi_select_options: z.array(FieldOption).nullish(),
});

/** An issue; a pull request is one too, with `pull_request`. */
export const Issue = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  number: z.int(),
  url: z.string(),
  html_url: z.string(),
  repository_url: z.string(),
  labels_url: z.string(),
  comments_url: z.string(),
  events_url: z.string(),
  timeline_url: z.string().optional(),
  parent_issue_url: z.string().nullish(),
  state: z.string().meta({ description: 'open or closed' }),
  state_reason: z.string().nullish().meta({ description: 'completed, not_planned, duplicate or reopened' }),
  title: z.string(),
  body: z.string().nullish(),
  body_html: z.string().optional(),
  body_text: z.string().optional(),
  user: User.nullable(),
  author_association: z.string().optional(),
  labels: z.array(z.union([z.string(), Label.partial().extend({ color: z.string().nullish() })])),
  assignees: z.array(User).nullish(),
  milestone: Milestone.nullable(),
  type: IssueType.nullish(),
  locked: z.boolean(),
  active_lock_reason: z.string().nullish(),
  comments: z.int().meta({ description: 'How many there are' }),
  draft: z.boolean().optional(),
  pull_request: z
    .looseObject({
      url: z.string().nullish(),
      html_url: z.string().nullish(),
      diff_url: z.string().nullish(),
      patch_url: z.string().nullish(),
      merged_at: z.string().nullish(),
    })
    .optional(),
  closed_by: User.nullish(),
  closed_at: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  repository: Repository.optional(),
  performed_via_github_app: GitHubApp.nullish(),
  reactions: Reactions.optional(),
  pinned_comment: Comment.nullish(),
  sub_issues_summary: z.looseObject({ total: z.int(), completed: z.int(), percent_completed: z.int() }).optional(),
  issue_dependencies_summary: z
    .looseObject({ blocked_by: z.int(), blocking: z.int(), total_blocked_by: z.int(), total_blocking: z.int() })
    .optional(),
  issue_field_values: z.array(IssueFieldValue).optional(),
});
