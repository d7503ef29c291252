import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { leadingTo } from '../../test/page.ts';
import { GitHub } from '../github.application.ts';
import { ListWorkflows } from './list-workflows.ts';

const input = { owner: 'octo-org', repo: 'shop', per_page: 1 };
const workflow = {
  id: 159038,
  node_id: 'W_159038',
  name: 'Build',
  path: '.github/workflows/build.yml',
  state: 'active',
  created_at: '2026-01-08T23:48:37Z',
  updated_at: '2026-01-08T23:50:21Z',
  url: 'https://api.github.com/repos/octo-org/shop/actions/workflows/159038',
  html_url: 'https://github.com/octo-org/shop/blob/main/.github/workflows/build.yml',
  badge_url: 'https://github.com/octo-org/shop/workflows/Build/badge.svg',
};
const second = { ...workflow, id: 159039, name: 'Release' };
const reply = leadingTo('/repositories/1296269/actions/workflows?page=2', { total_count: 2, workflows: [workflow] });
const nextReply = { total_count: 2, workflows: [second] };

describe('ListWorkflows', () => {
  it('goes on at the address of the next page', async () => {
    const api = testConnector(ListWorkflows, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[workflow], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/repos/octo-org/shop/actions/workflows', query: { per_page: '1' } },
      { method: 'GET', path: '/repositories/1296269/actions/workflows', query: { page: '2' } },
    ]);
  });

  it('asks for 100 a page where nothing else is said', async () => {
    const api = testConnector(ListWorkflows, { application: GitHub });
    api.replies({ total_count: 2, workflows: [] });
    const { per_page: _perPage, ...rest } = input;

    expect(await api.pages(rest)).toEqual([[]]);
    expect(api.requests).toMatchObject([{ query: { per_page: '100' } }]);
  });
});

faultMatrix(ListWorkflows, { application: GitHub, input, reply, nextReply });
