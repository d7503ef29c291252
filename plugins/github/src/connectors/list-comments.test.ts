import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { comment } from '../../test/comment.ts';
import { leadingTo } from '../../test/page.ts';
import { GitHub } from '../github.application.ts';
import { ListComments } from './list-comments.ts';

const input = { owner: 'octo-org', repo: 'shop', issue_number: 7, since: '2026-11-01T00:00:00Z', per_page: 1 };
const second = { ...comment, id: 3300000002 };
const reply = leadingTo('/repositories/1296269/issues/7/comments?page=2', [comment]);
const nextReply = [second];

describe('ListComments', () => {
  it('goes on at the address of the next page', async () => {
    const api = testConnector(ListComments, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[comment], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/repos/octo-org/shop/issues/7/comments', query: { since: '2026-11-01T00:00:00Z', per_page: '1' } },
      { method: 'GET', path: '/repositories/1296269/issues/7/comments', query: { page: '2' } },
    ]);
  });

  it('asks for 100 a page where nothing else is said', async () => {
    const api = testConnector(ListComments, { application: GitHub });
    api.replies([]);
    const { per_page: _perPage, ...rest } = input;

    expect(await api.pages(rest)).toEqual([[]]);
    expect(api.requests).toMatchObject([{ query: { per_page: '100' } }]);
  });
});

faultMatrix(ListComments, { application: GitHub, input, reply, nextReply });
