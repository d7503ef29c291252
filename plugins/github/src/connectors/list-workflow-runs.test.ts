import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { leadingTo } from '../../test/page.ts';
import { workflowRun } from '../../test/workflow-run.ts';
import { GitHub } from '../github.application.ts';
import { ListWorkflowRuns } from './list-workflow-runs.ts';

const input = {
  owner: 'octo-org',
  repo: 'shop',
  workflow_id: '159038',
  branch: 'main',
  status: 'success' as const,
  created: '>=2026-11-01',
  per_page: 1,
};
const second = { ...workflowRun, id: 30433643, head_repository: null };
const reply = leadingTo('/repositories/1296269/actions/workflows/159038/runs?branch=main&page=2', {
  total_count: 2,
  workflow_runs: [workflowRun],
});
const nextReply = { total_count: 2, workflow_runs: [second] };

describe('ListWorkflowRuns', () => {
  it('lists the runs of one workflow, page by page', async () => {
    const api = testConnector(ListWorkflowRuns, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[workflowRun], [second]]);
    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: '/repos/octo-org/shop/actions/workflows/159038/runs',
        query: { branch: 'main', status: 'success', created: '>=2026-11-01', per_page: '1' },
      },
      { method: 'GET', path: '/repositories/1296269/actions/workflows/159038/runs', query: { page: '2' } },
    ]);
  });

  it('lists the runs of all workflows', async () => {
    const api = testConnector(ListWorkflowRuns, { application: GitHub });
    api.replies(nextReply);

    expect(await api.pages({ owner: 'octo-org', repo: 'shop' })).toEqual([[second]]);
    expect(api.requests).toMatchObject([{ path: '/repos/octo-org/shop/actions/runs' }]);
  });

  it('asks for 100 a page where nothing else is said', async () => {
    const api = testConnector(ListWorkflowRuns, { application: GitHub });
    api.replies({ total_count: 2, workflow_runs: [] });
    const { per_page: _perPage, ...rest } = input;

    expect(await api.pages(rest)).toEqual([[]]);
    expect(api.requests).toMatchObject([{ query: { per_page: '100' } }]);
  });
});

faultMatrix(ListWorkflowRuns, { application: GitHub, input, reply, nextReply });
