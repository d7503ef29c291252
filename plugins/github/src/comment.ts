import { z } from 'zod';
import { GitHubApp } from './github-app.ts';
import { Reactions } from './reactions.ts';
import { User } from './user.ts';

/** A comment on an issue or a pull request. */
export const Comment = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  url: z.string(),
  html_url: z.string(),
  issue_url: z.string(),
  body: z.string().optional(),
  body_text: z.string().optional(),
  body_html: z.string().optional(),
  user: User.nullable(),
  author_association: z.string().optional(),
  performed_via_github_app: GitHubApp.nullish(),
  reactions: Reactions.optional(),
  pin: z.looseObject({ pinned_at: z.string(), pinned_by: User.nullable() }).nullish(),
  minimized: z.looseObject({ reason: z.string().nullable() }).nullish(),
  created_at: z.string(),
  updated_at: z.string(),
});
