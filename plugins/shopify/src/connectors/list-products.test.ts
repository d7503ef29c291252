import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { page } from '../../test/answer.ts';
import { product } from '../../test/product.ts';
import { Shopify } from '../shopify.application.ts';
import { ListProducts } from './list-products.ts';

const input = { query: 'status:active', first: 1, variants: 2 };
const second = { ...product, id: `${product.id}2` };
const reply = page([product], 'eyJsYXN0X2lkIjo0MX0=');
const nextReply = page([second]);

describe('ListProducts', () => {
  it('lists products that fit a search, page by page', async () => {
    const api = testConnector(ListProducts, { application: Shopify });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[product], [second]]);
    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: { query: expect.stringContaining('answer: products(query: $query'), variables: input },
      },
      { body: { variables: { after: 'eyJsYXN0X2lkIjo0MX0=' } } },
    ]);
  });
});

faultMatrix(ListProducts, { application: Shopify, input, reply, nextReply });
