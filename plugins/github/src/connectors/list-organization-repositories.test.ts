import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { leadingTo } from '../../test/page.ts';
import { repository } from '../../test/repository.ts';
import { GitHub } from '../github.application.ts';
import { ListOrganizationRepositories } from './list-organization-repositories.ts';

const input = { org: 'octo-org', type: 'sources' as const, per_page: 1 };
const second = { ...repository, id: 1296270, name: 'stock' };
const reply = leadingTo('/organizations/44/repos?type=sources&page=2', [repository]);
const nextReply = [second];

describe('ListOrganizationRepositories', () => {
  it('goes on at the address of the next page', async () => {
    const api = testConnector(ListOrganizationRepositories, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[repository], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/orgs/octo-org/repos', query: { type: 'sources', per_page: '1' } },
      { method: 'GET', path: '/organizations/44/repos', query: { page: '2' } },
    ]);
  });

  it('asks for 100 a page where nothing else is said', async () => {
    const api = testConnector(ListOrganizationRepositories, { application: GitHub });
    api.replies([]);
    const { per_page: _perPage, ...rest } = input;

    expect(await api.pages(rest)).toEqual([[]]);
    expect(api.requests).toMatchObject([{ query: { per_page: '100' } }]);
  });
});

faultMatrix(ListOrganizationRepositories, { application: GitHub, input, reply, nextReply });
