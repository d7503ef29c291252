import { z } from 'zod';
import { Enterprise } from './enterprise.ts';
import { Issue } from './issue.ts';
import { Repository } from './repository.ts';
import { User } from './user.ts';

const Organization = z.looseObject({
  login: z.string(),
  id: z.int(),
  node_id: z.string(),
  url: z.string(),
  repos_url: z.string(),
  events_url: z.string(),
  hooks_url: z.string(),
  issues_url: z.string(),
  members_url: z.string(),
  public_members_url: z.string(),
  avatar_url: z.string(),
  description: z.string().nullable(),
});

/** In some events, times of a repository are seconds since 1970. */
const time = z.union([z.int(), z.string()]);

/** A repository within an event, which tells older names too. */
export const EventRepository = Repository.extend({
  created_at: time.nullish(),
  pushed_at: time.nullish(),
  organization: z.union([z.string(), User]).nullish(),
  template_repository: Repository.partial().nullish(),
  has_downloads: z.boolean().optional(),
  master_branch: z.string().optional(),
  public: z.boolean().optional(),
  stargazers: z.int().optional(),
  use_squash_pr_title_as_default: z.boolean().optional(),
});

/** What every event tells besides its own subject. */
export const Event = z.looseObject({
  repository: EventRepository,
  sender: User.optional().meta({ description: 'Whose doing it is' }),
  organization: Organization.optional(),
  enterprise: Enterprise.optional(),
  installation: z.looseObject({ id: z.int(), node_id: z.string().optional() }).optional(),
});

/** What a field said before. */
export const Before = z.looseObject({ from: z.string() }).optional();

/** An issue within an event: its first assignee is named apart, and where it is pinned, less is told. */
export const EventIssue = Issue.partial({ state: true, labels: true, locked: true }).extend({ assignee: User.nullish() });
