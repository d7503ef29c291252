import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { productDetail } from '../../test/product.ts';
import { Shopify } from '../shopify.application.ts';
import { GetProduct } from './get-product.ts';

const input = { id: '51', variants: 3 };
const reply = answer(productDetail);

describe('GetProduct', () => {
  it('asks for one product, with its variants', async () => {
    const api = testConnector(GetProduct, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: product(id: $id)'),
          variables: { id: 'gid://shopify/Product/51', variants: 3 },
        },
      },
    ]);
    expect(output).toEqual(productDetail);
  });
});

faultMatrix(GetProduct, { application: Shopify, input, reply });
