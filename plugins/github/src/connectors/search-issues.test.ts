import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { issue } from '../../test/issue.ts';
import { leadingTo } from '../../test/page.ts';
import { GitHub } from '../github.application.ts';
import { SearchIssues } from './search-issues.ts';

const input = { q: 'repo:octo-org/shop is:open label:bug', sort: 'created' as const, order: 'asc' as const, per_page: 1 };
const found = { ...issue, score: 1 };
const second = { ...found, id: 2100000009, number: 9 };
const reply = leadingTo('/search/issues?q=repo%3Aocto-org%2Fshop&page=2', {
  total_count: 2,
  incomplete_results: false,
  items: [found],
});
const nextReply = { total_count: 2, incomplete_results: false, items: [second] };

describe('SearchIssues', () => {
  it('goes on at the address of the next page', async () => {
    const api = testConnector(SearchIssues, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[found], [second]]);
    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: '/search/issues',
        query: { q: 'repo:octo-org/shop is:open label:bug', sort: 'created', order: 'asc', per_page: '1' },
      },
      { method: 'GET', path: '/search/issues', query: { page: '2' } },
    ]);
  });

  it('asks for 100 a page where nothing else is said', async () => {
    const api = testConnector(SearchIssues, { application: GitHub });
    api.replies({ total_count: 2, incomplete_results: false, items: [] });
    const { per_page: _perPage, ...rest } = input;

    expect(await api.pages(rest)).toEqual([[]]);
    expect(api.requests).toMatchObject([{ query: { per_page: '100' } }]);
  });
});

faultMatrix(SearchIssues, { application: GitHub, input, reply, nextReply });
