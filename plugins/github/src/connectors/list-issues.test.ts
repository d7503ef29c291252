import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { issue } from '../../test/issue.ts';
import { leadingTo } from '../../test/page.ts';
import { GitHub } from '../github.application.ts';
import { ListIssues } from './list-issues.ts';

const input = {
  owner: 'octo-org',
  repo: 'shop',
  state: 'all' as const,
  labels: 'bug,ui',
  since: '2026-11-01T00:00:00Z',
  per_page: 1,
};
const second = { ...issue, id: 2100000009, number: 9 };
const reply = leadingTo('/repositories/1296269/issues?state=all&page=2', [issue]);
const nextReply = [second];

describe('ListIssues', () => {
  it('goes on at the address of the next page', async () => {
    const api = testConnector(ListIssues, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[issue], [second]]);
    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: '/repos/octo-org/shop/issues',
        query: { state: 'all', labels: 'bug,ui', since: '2026-11-01T00:00:00Z', per_page: '1' },
      },
      { method: 'GET', path: '/repositories/1296269/issues', query: { page: '2' } },
    ]);
  });

  it('asks for 100 a page where nothing else is said', async () => {
    const api = testConnector(ListIssues, { application: GitHub });
    api.replies([]);
    const { per_page: _perPage, ...rest } = input;

    expect(await api.pages(rest)).toEqual([[]]);
    expect(api.requests).toMatchObject([{ query: { per_page: '100' } }]);
  });
});

faultMatrix(ListIssues, { application: GitHub, input, reply, nextReply });
