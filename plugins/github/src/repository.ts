import { z } from 'zod';
import { repositoryUrls } from './repository-urls.ts';
import { User } from './user.ts';

const Feature = z.looseObject({ status: z.string().optional().meta({ description: 'enabled or disabled' }) }).optional();

const SecurityAndAnalysis = z.looseObject({
  advanced_security: Feature,
  code_security: Feature,
  dependabot_security_updates: Feature,
  secret_scanning: Feature,
  secret_scanning_push_protection: Feature,
  secret_scanning_non_provider_patterns: Feature,
  secret_scanning_ai_detection: Feature,
  secret_scanning_delegated_alert_dismissal: Feature,
  secret_scanning_delegated_bypass: Feature,
  secret_scanning_delegated_bypass_options: z
    .looseObject({
      reviewers: z
        .array(z.looseObject({ reviewer_id: z.int(), reviewer_type: z.string(), mode: z.string().optional() }))
        .optional(),
    })
    .optional(),
});

/** A repository as it appears in lists and within other things; how much is told of it differs. */
export const Repository = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  name: z.string(),
  full_name: z.string().meta({ description: 'With its owner, for example octo-org/octo-repo' }),
  owner: User,
  private: z.boolean(),
  visibility: z.string().optional().meta({ description: 'public, private or internal' }),
  description: z.string().nullable(),
  fork: z.boolean(),
  ...repositoryUrls,
  homepage: z.string().nullish(),
  language: z.string().nullish(),
  license: z
    .looseObject({
      key: z.string().optional(),
      name: z.string().optional(),
      spdx_id: z.string().nullish(),
      url: z.string().nullish(),
      node_id: z.string().optional(),
      html_url: z.string().optional(),
    })
    .nullish(),
  topics: z.array(z.string()).optional(),
  default_branch: z.string().optional(),
  size: z.int().optional().meta({ description: 'In kilobytes' }),
  forks: z.int().optional(),
  forks_count: z.int().optional(),
  stargazers_count: z.int().optional(),
  watchers: z.int().optional(),
  watchers_count: z.int().optional(),
  subscribers_count: z.int().optional(),
  network_count: z.int().optional(),
  open_issues: z.int().optional(),
  open_issues_count: z.int().optional().meta({ description: 'Pull requests are counted too' }),
  is_template: z.boolean().optional(),
  has_issues: z.boolean().optional(),
  has_projects: z.boolean().optional(),
  has_wiki: z.boolean().optional(),
  has_pages: z.boolean().optional(),
  has_discussions: z.boolean().optional(),
  has_pull_requests: z.boolean().optional(),
  pull_request_creation_policy: z.string().optional().meta({ description: 'all or collaborators_only' }),
  archived: z.boolean().optional(),
  disabled: z.boolean().optional(),
  pushed_at: z.string().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  permissions: z
    .looseObject({
      admin: z.boolean().optional(),
      maintain: z.boolean().optional(),
      push: z.boolean().optional(),
      triage: z.boolean().optional(),
      pull: z.boolean().optional(),
    })
    .optional()
    .meta({ description: 'What the account of the connection may do' }),
  role_name: z.string().nullish(),
  temp_clone_token: z.string().nullish(),
  allow_rebase_merge: z.boolean().optional(),
  allow_squash_merge: z.boolean().optional(),
  allow_merge_commit: z.boolean().optional(),
  allow_auto_merge: z.boolean().optional(),
  allow_update_branch: z.boolean().optional(),
  allow_forking: z.boolean().optional(),
  delete_branch_on_merge: z.boolean().optional(),
  squash_merge_commit_title: z.string().optional().meta({ description: 'PR_TITLE or COMMIT_OR_PR_TITLE' }),
  squash_merge_commit_message: z.string().optional().meta({ description: 'PR_BODY, COMMIT_MESSAGES or BLANK' }),
  merge_commit_title: z.string().optional().meta({ description: 'PR_TITLE or MERGE_MESSAGE' }),
  merge_commit_message: z.string().optional().meta({ description: 'PR_BODY, PR_TITLE or BLANK' }),
  web_commit_signoff_required: z.boolean().optional(),
  anonymous_access_enabled: z.boolean().optional(),
  starred_at: z.string().optional(),
  code_of_conduct: z
    .looseObject({
      key: z.string(),
      name: z.string(),
      url: z.string(),
      html_url: z.string().nullable(),
      body: z.string().optional(),
    })
    .optional(),
  code_search_index_status: z
    .looseObject({ lexical_search_ok: z.boolean().optional(), lexical_commit_sha: z.string().optional() })
    .optional(),
  custom_properties: z.record(z.string(), z.unknown()).optional(),
  security_and_analysis: SecurityAndAnalysis.nullish(),
});

/** A repository with everything that is known of it. */
export const FullRepository = Repository.extend({
  default_branch: z.string(),
  archived: z.boolean(),
  disabled: z.boolean(),
  template_repository: Repository.nullish(),
  organization: User.nullish(),
  parent: Repository.optional().meta({ description: 'What it was forked from' }),
  source: Repository.optional().meta({ description: 'The first of its line of forks' }),
  master_branch: z.string().optional(),
});
