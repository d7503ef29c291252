import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { pullRequest } from '../../test/pull-request.ts';
import { GitHub } from '../github.application.ts';
import { GetPullRequest } from './get-pull-request.ts';

const input = { owner: 'octo-org', repo: 'shop', pull_number: 8 };
const reply = pullRequest;

describe('GetPullRequest', () => {
  it('asks for one pull request by its number', async () => {
    const api = testConnector(GetPullRequest, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/repos/octo-org/shop/pulls/8' }]);
    expect(output).toEqual(reply);
  });

  it('knows one whose fork is gone', async () => {
    const api = testConnector(GetPullRequest, { application: GitHub });
    const orphan = { ...pullRequest, head: { ...pullRequest.head, repo: null, user: null } };
    api.replies(orphan);

    expect(await api.run(input)).toEqual(orphan);
  });
});

faultMatrix(GetPullRequest, { application: GitHub, input, reply });
