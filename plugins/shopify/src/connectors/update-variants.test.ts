import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { variant } from '../../test/variant.ts';
import { Shopify } from '../shopify.application.ts';
import { UpdateVariants } from './update-variants.ts';

const input = {
  productId: '51',
  variants: [{ id: '61', price: '17.90', compareAtPrice: '19.90', inventoryItem: { sku: 'MUG-B2' } }],
};
const reply = answer({ productVariants: [{ ...variant, price: '17.90' }], userErrors: [] });

describe('UpdateVariants', () => {
  it('sends new prices of variants', async () => {
    const api = testConnector(UpdateVariants, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: productVariantsBulkUpdate(productId: $productId'),
          variables: {
            productId: 'gid://shopify/Product/51',
            variants: [
              {
                id: 'gid://shopify/ProductVariant/61',
                price: '17.90',
                compareAtPrice: '19.90',
                inventoryItem: { sku: 'MUG-B2' },
              },
            ],
          },
        },
      },
    ]);
    expect(output).toEqual(reply.data.answer);
  });
});

faultMatrix(UpdateVariants, { application: Shopify, input, reply });
