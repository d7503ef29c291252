import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';

import { GitHub } from '../github.application.ts';
import { MergePullRequest } from './merge-pull-request.ts';

const input = {
  owner: 'octo-org',
  repo: 'shop',
  pull_number: 8,
  sha: '6dcb09b',
  merge_method: 'squash' as const,
  commit_title: 'Keep the cart (#8)',
};
const reply = { sha: '9c48853fa3dc5c1c3d6f1f1cd1f2743e72652840', merged: true, message: 'Pull Request successfully merged' };

describe('MergePullRequest', () => {
  it('merges what it was shown, as one commit', async () => {
    const api = testConnector(MergePullRequest, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'PUT',
        path: '/repos/octo-org/shop/pulls/8/merge',
        body: { sha: '6dcb09b', merge_method: 'squash', commit_title: 'Keep the cart (#8)' },
      },
    ]);
    expect(output).toEqual(reply);
  });

  it('says why GitHub does not merge', async () => {
    const api = testConnector(MergePullRequest, { application: GitHub });
    api.replies({ status: 409, body: { message: 'Head branch was modified. Review and try the merge again.' } });

    await expect(api.run(input)).rejects.toMatchObject({ code: 'api_rejected', status: 409 });
    expect(api.requests).toHaveLength(1);
  });
});

faultMatrix(MergePullRequest, { application: GitHub, input, reply });
