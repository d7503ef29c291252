import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { leadingTo } from '../../test/page.ts';
import { release } from '../../test/release.ts';
import { GitHub } from '../github.application.ts';
import { ListReleases } from './list-releases.ts';

const input = { owner: 'octo-org', repo: 'shop', per_page: 1 };
const second = { ...release, id: 2, tag_name: 'v0.9.0' };
const reply = leadingTo('/repositories/1296269/releases?page=2', [release]);
const nextReply = [second];

describe('ListReleases', () => {
  it('goes on at the address of the next page', async () => {
    const api = testConnector(ListReleases, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[release], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/repos/octo-org/shop/releases', query: { per_page: '1' } },
      { method: 'GET', path: '/repositories/1296269/releases', query: { page: '2' } },
    ]);
  });

  it('asks for 100 a page where nothing else is said', async () => {
    const api = testConnector(ListReleases, { application: GitHub });
    api.replies([]);
    const { per_page: _perPage, ...rest } = input;

    expect(await api.pages(rest)).toEqual([[]]);
    expect(api.requests).toMatchObject([{ query: { per_page: '100' } }]);
  });
});

faultMatrix(ListReleases, { application: GitHub, input, reply, nextReply });
