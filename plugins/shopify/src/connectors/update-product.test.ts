import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { product } from '../../test/product.ts';
import { Shopify } from '../shopify.application.ts';
import { UpdateProduct } from './update-product.ts';

const input = { id: '51', handle: 'cup', redirectNewHandle: true, collectionsToLeave: ['161'] };
const reply = answer({ product, userErrors: [] });

describe('UpdateProduct', () => {
  it('sends what is to be changed', async () => {
    const api = testConnector(UpdateProduct, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: productUpdate(product: $product'),
          variables: {
            product: {
              id: 'gid://shopify/Product/51',
              handle: 'cup',
              redirectNewHandle: true,
              collectionsToLeave: ['gid://shopify/Collection/161'],
            },
          },
        },
      },
    ]);
    expect(output).toEqual({ product, userErrors: [] });
  });
});

faultMatrix(UpdateProduct, { application: Shopify, input, reply });
