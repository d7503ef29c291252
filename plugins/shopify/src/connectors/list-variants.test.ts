import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { page } from '../../test/answer.ts';
import { variant } from '../../test/variant.ts';
import { Shopify } from '../shopify.application.ts';
import { ListVariants } from './list-variants.ts';

const input = { query: 'sku:MUG-B', sortKey: 'SKU' as const, first: 1 };
const second = { ...variant, id: `${variant.id}2` };
const reply = page([variant], 'eyJsYXN0X2lkIjo0MX0=');
const nextReply = page([second]);

describe('ListVariants', () => {
  it('lists variants that fit a search, page by page', async () => {
    const api = testConnector(ListVariants, { application: Shopify });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[variant], [second]]);
    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: { query: expect.stringContaining('answer: productVariants(query: $query'), variables: input },
      },
      { body: { variables: { after: 'eyJsYXN0X2lkIjo0MX0=' } } },
    ]);
  });
});

faultMatrix(ListVariants, { application: Shopify, input, reply, nextReply });
