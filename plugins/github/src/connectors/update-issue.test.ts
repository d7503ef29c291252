import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { issue } from '../../test/issue.ts';
import { GitHub } from '../github.application.ts';
import { UpdateIssue } from './update-issue.ts';

const input = {
  owner: 'octo-org',
  repo: 'shop',
  issue_number: 7,
  state: 'closed' as const,
  state_reason: 'completed' as const,
  milestone: null,
};
const reply = { ...issue, state: 'closed', state_reason: 'completed', milestone: null, closed_at: '2026-11-24T08:00:00Z' };

describe('UpdateIssue', () => {
  it('closes an issue as done and takes it out of its milestone', async () => {
    const api = testConnector(UpdateIssue, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'PATCH',
        path: '/repos/octo-org/shop/issues/7',
        body: { state: 'closed', state_reason: 'completed', milestone: null },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(UpdateIssue, { application: GitHub, input, reply });
