import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { issue } from '../../test/issue.ts';
import { GitHub } from '../github.application.ts';
import { CreateIssue } from './create-issue.ts';

const input = {
  owner: 'octo-org',
  repo: 'shop',
  title: issue.title,
  body: issue.body,
  labels: ['bug'],
  assignees: ['grace'],
  milestone: 1,
  type: 'Bug',
  issue_field_values: [{ field_id: 5, value: 'High' }],
};
const reply = { status: 201, body: issue };

describe('CreateIssue', () => {
  it('creates an issue with labels and people', async () => {
    const api = testConnector(CreateIssue, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/repos/octo-org/shop/issues',
        body: {
          title: issue.title,
          body: issue.body,
          labels: ['bug'],
          assignees: ['grace'],
          milestone: 1,
          type: 'Bug',
          issue_field_values: [{ field_id: 5, value: 'High' }],
        },
      },
    ]);
    expect(output).toEqual(issue);
  });
});

faultMatrix(CreateIssue, { application: GitHub, input, reply });
