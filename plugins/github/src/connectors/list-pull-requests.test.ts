import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { leadingTo } from '../../test/page.ts';
import { listedPullRequest } from '../../test/pull-request.ts';
import { GitHub } from '../github.application.ts';
import { ListPullRequests } from './list-pull-requests.ts';

const input = { owner: 'octo-org', repo: 'shop', state: 'open' as const, base: 'main', per_page: 1 };
const second = { ...listedPullRequest, id: 1900000009, number: 9 };
const reply = leadingTo('/repositories/1296269/pulls?base=main&page=2', [listedPullRequest]);
const nextReply = [second];

describe('ListPullRequests', () => {
  it('goes on at the address of the next page', async () => {
    const api = testConnector(ListPullRequests, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[listedPullRequest], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/repos/octo-org/shop/pulls', query: { state: 'open', base: 'main', per_page: '1' } },
      { method: 'GET', path: '/repositories/1296269/pulls', query: { page: '2' } },
    ]);
  });

  it('asks for 100 a page where nothing else is said', async () => {
    const api = testConnector(ListPullRequests, { application: GitHub });
    api.replies([]);
    const { per_page: _perPage, ...rest } = input;

    expect(await api.pages(rest)).toEqual([[]]);
    expect(api.requests).toMatchObject([{ query: { per_page: '100' } }]);
  });
});

faultMatrix(ListPullRequests, { application: GitHub, input, reply, nextReply });
