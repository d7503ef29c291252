import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { commit } from '../../test/commit.ts';
import { leadingTo } from '../../test/page.ts';
import { GitHub } from '../github.application.ts';
import { ListCommits } from './list-commits.ts';

const input = { owner: 'octo-org', repo: 'shop', sha: 'main', path: 'src/cart.ts', until: '2026-11-24T00:00:00Z', per_page: 1 };
const second = { ...commit, sha: 'c3d0be41ecbe669545ee3e94d31ed9a4bc91ee3c', author: {} };
const reply = leadingTo('/repositories/1296269/commits?sha=main&page=2', [commit]);
const nextReply = [second];

describe('ListCommits', () => {
  it('goes on at the address of the next page', async () => {
    const api = testConnector(ListCommits, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[commit], [second]]);
    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: '/repos/octo-org/shop/commits',
        query: { sha: 'main', path: 'src/cart.ts', until: '2026-11-24T00:00:00Z', per_page: '1' },
      },
      { method: 'GET', path: '/repositories/1296269/commits', query: { page: '2' } },
    ]);
  });

  it('asks for 100 a page where nothing else is said', async () => {
    const api = testConnector(ListCommits, { application: GitHub });
    api.replies([]);
    const { per_page: _perPage, ...rest } = input;

    expect(await api.pages(rest)).toEqual([[]]);
    expect(api.requests).toMatchObject([{ query: { per_page: '100' } }]);
  });
});

faultMatrix(ListCommits, { application: GitHub, input, reply, nextReply });
