import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';

import { GitHub } from '../github.application.ts';
import { GetRepositoryOverview } from './get-repository-overview.ts';

const input = { owner: 'octo-org', name: 'shop' };
const reply = {
  data: {
    repository: {
      id: 'R_1296269',
      nameWithOwner: 'octo-org/shop',
      description: null,
      url: 'https://github.com/octo-org/shop',
      visibility: 'PRIVATE',
      isArchived: false,
      stargazerCount: 80,
      forkCount: 9,
      pushedAt: '2026-11-23T19:06:43Z',
      issues: { totalCount: 3 },
      pullRequests: { totalCount: 1 },
      licenseInfo: null,
      defaultBranchRef: {
        name: 'main',
        target: {
          oid: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
          messageHeadline: 'Keep the cart',
          committedDate: '2026-11-23T16:00:49Z',
          statusCheckRollup: { state: 'SUCCESS' },
        },
      },
      latestRelease: null,
      languages: { totalSize: 4096, edges: [{ size: 4096, node: { name: 'TypeScript' } }] },
    },
  },
};

describe('GetRepositoryOverview', () => {
  it('asks for what matters of a repository in one query', async () => {
    const api = testConnector(GetRepositoryOverview, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/graphql',
        body: { query: expect.stringContaining('repository(owner: $owner, name: $name)'), variables: input },
      },
    ]);
    expect(output).toEqual(reply.data.repository);
  });

  it('says that there is no such repository', async () => {
    const api = testConnector(GetRepositoryOverview, { application: GitHub });
    const message = "Could not resolve to a Repository with the name 'octo-org/shop'.";
    api.replies({ data: { repository: null }, errors: [{ type: 'NOT_FOUND', path: ['repository'], message }] });

    await expect(api.run(input)).rejects.toMatchObject({ code: 'api_rejected' });
  });

  it('waits where the budget of the hour is spent', async () => {
    const api = testConnector(GetRepositoryOverview, { application: GitHub });
    api.replies({ errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] });

    expect(await api.outcome(input)).toMatchObject({ error: { code: 'rate_limit', retryable: true } });
  });
});

faultMatrix(GetRepositoryOverview, { application: GitHub, input, reply });
