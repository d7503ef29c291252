import { z } from 'zod';
import { Repository } from './repository.ts';
import { User } from './user.ts';

const Branch = z.looseObject({
  ref: z.string(),
  sha: z.string(),
  repo: z.looseObject({ id: z.int(), url: z.string(), name: z.string() }),
});

const Identity = z.looseObject({ name: z.string(), email: z.string() });

export const WorkflowRun = z.looseObject({
  id: z.int(),
  node_id: z.string(),
  name: z.string().nullish(),
  display_title: z.string(),
  run_number: z.int(),
  run_attempt: z.int().optional(),
  event: z.string().meta({ description: 'What started it, for example push' }),
  status: z.string().nullable().meta({ description: 'queued, in_progress, completed and others' }),
  conclusion: z.string().nullable().meta({ description: 'success, failure, cancelled and others; null until it is completed' }),
  workflow_id: z.int(),
  path: z.string(),
  head_branch: z.string().nullable(),
  head_sha: z.string(),
  head_commit: z
    .looseObject({
      id: z.string(),
      tree_id: z.string(),
      message: z.string(),
      timestamp: z.string(),
      author: Identity.nullable(),
      committer: Identity.nullable(),
    })
    .nullable(),
  head_repository: Repository.nullable(),
  head_repository_id: z.int().optional(),
  repository: Repository,
  pull_requests: z.array(z.looseObject({ id: z.int(), number: z.int(), url: z.string(), head: Branch, base: Branch })).nullable(),
  actor: User.nullish(),
  triggering_actor: User.nullish(),
  referenced_workflows: z.array(z.looseObject({ path: z.string(), sha: z.string(), ref: z.string().optional() })).nullish(),
  check_suite_id: z.int().optional(),
  check_suite_node_id: z.string().optional(),
  url: z.string(),
  html_url: z.string(),
  jobs_url: z.string(),
  logs_url: z.string(),
  check_suite_url: z.string(),
  artifacts_url: z.string(),
  cancel_url: z.string(),
  rerun_url: z.string(),
  previous_attempt_url: z.string().nullish(),
  workflow_url: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  run_started_at: z.string().optional(),
});
