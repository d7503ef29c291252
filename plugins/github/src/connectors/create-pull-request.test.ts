import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { pullRequest } from '../../test/pull-request.ts';
import { GitHub } from '../github.application.ts';
import { CreatePullRequest } from './create-pull-request.ts';

const input = {
  owner: 'octo-org',
  repo: 'shop',
  title: 'Keep the cart',
  head: 'keep-cart',
  base: 'main',
  body: 'Closes #7.',
  draft: true,
  maintainer_can_modify: true,
};
const reply = { status: 201, body: pullRequest };

describe('CreatePullRequest', () => {
  it('asks to pull one branch into another', async () => {
    const api = testConnector(CreatePullRequest, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/repos/octo-org/shop/pulls',
        body: {
          title: 'Keep the cart',
          head: 'keep-cart',
          base: 'main',
          body: 'Closes #7.',
          draft: true,
          maintainer_can_modify: true,
        },
      },
    ]);
    expect(output).toEqual(pullRequest);
  });
});

faultMatrix(CreatePullRequest, { application: GitHub, input, reply });
