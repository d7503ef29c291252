import { byLink, get, type InputOf, PagedConnector, path, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { per_page, repository } from '../fields.ts';
import { optionalWorkflowId } from '../pickers.ts';
import { WorkflowRun } from '../workflow-run.ts';

const status = z.enum([
  'completed',
  'action_required',
  'cancelled',
  'failure',
  'neutral',
  'skipped',
  'stale',
  'success',
  'timed_out',
  'in_progress',
  'queued',
  'requested',
  'waiting',
  'pending',
]);

/** @see https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository */
export class ListWorkflowRuns extends PagedConnector {
  readonly name = 'list-workflow-runs';
  readonly title = 'List workflow runs';
  readonly input = z.object({
    ...repository,
    workflow_id: optionalWorkflowId,
    actor: z.string().optional().meta({ title: 'Started by', description: 'An account' }),
    branch: z.string().optional().meta({ title: 'Branch' }),
    event: z.string().optional().meta({ title: 'Event', description: 'For example push or schedule' }),
    status: status.optional().meta({ title: 'Status or conclusion' }),
    created: z.string().optional().meta({ title: 'Created', description: 'A date or a range, for example >=2026-11-01' }),
    exclude_pull_requests: z.boolean().optional().meta({ description: 'Whether pull_requests is left empty' }),
    check_suite_id: z.int().optional().meta({ description: 'Only runs of this check suite' }),
    head_sha: z.string().optional().meta({ title: 'Commit' }),
    per_page,
  });
  readonly output = WorkflowRun;
  readonly response = z.object({ workflow_runs: z.array(z.unknown()) });
  readonly pagination = byLink();

  request({ owner, repo, workflow_id, ...query }: InputOf<ListWorkflowRuns>) {
    const actions = path`/repos/${owner}/${repo}/actions`;
    return get(workflow_id ? actions + path`/workflows/${workflow_id}/runs` : `${actions}/runs`, { query });
  }

  items({ workflow_runs }: ResponseOf<ListWorkflowRuns>) {
    return workflow_runs;
  }
}
