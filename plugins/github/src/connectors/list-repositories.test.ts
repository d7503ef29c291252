import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { leadingTo } from '../../test/page.ts';
import { listedRepository } from '../../test/repository.ts';
import { GitHub } from '../github.application.ts';
import { ListRepositories } from './list-repositories.ts';

const input = { affiliation: 'owner,organization_member', sort: 'pushed' as const, since: '2026-11-01T00:00:00Z', per_page: 1 };
const second = { ...listedRepository, id: 1296270, name: 'stock' };
const reply = leadingTo('/user/repos?affiliation=owner%2Corganization_member&page=2', [listedRepository]);
const nextReply = [second];

describe('ListRepositories', () => {
  it('goes on at the address of the next page', async () => {
    const api = testConnector(ListRepositories, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[listedRepository], [second]]);
    expect(api.requests).toMatchObject([
      {
        method: 'GET',
        path: '/user/repos',
        query: { affiliation: 'owner,organization_member', sort: 'pushed', since: '2026-11-01T00:00:00Z', per_page: '1' },
      },
      { method: 'GET', path: '/user/repos', query: { page: '2' } },
    ]);
  });

  it('asks for 100 a page where nothing else is said', async () => {
    const api = testConnector(ListRepositories, { application: GitHub });
    api.replies([]);
    const { per_page: _perPage, ...rest } = input;

    expect(await api.pages(rest)).toEqual([[]]);
    expect(api.requests).toMatchObject([{ query: { per_page: '100' } }]);
  });
});

faultMatrix(ListRepositories, { application: GitHub, input, reply, nextReply });
