import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { label } from '../../test/label.ts';
import { leadingTo } from '../../test/page.ts';
import { GitHub } from '../github.application.ts';
import { ListLabels } from './list-labels.ts';

const input = { owner: 'octo-org', repo: 'shop', per_page: 1 };
const second = { ...label, id: 208045947, name: 'ui' };
const reply = leadingTo('/repositories/1296269/labels?page=2', [label]);
const nextReply = [second];

describe('ListLabels', () => {
  it('goes on at the address of the next page', async () => {
    const api = testConnector(ListLabels, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[label], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/repos/octo-org/shop/labels', query: { per_page: '1' } },
      { method: 'GET', path: '/repositories/1296269/labels', query: { page: '2' } },
    ]);
  });

  it('asks for 100 a page where nothing else is said', async () => {
    const api = testConnector(ListLabels, { application: GitHub });
    api.replies([]);
    const { per_page: _perPage, ...rest } = input;

    expect(await api.pages(rest)).toEqual([[]]);
    expect(api.requests).toMatchObject([{ query: { per_page: '100' } }]);
  });
});

faultMatrix(ListLabels, { application: GitHub, input, reply, nextReply });
