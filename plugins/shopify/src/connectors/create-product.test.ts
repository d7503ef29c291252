import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { product } from '../../test/product.ts';
import { Shopify } from '../shopify.application.ts';
import { CreateProduct } from './create-product.ts';

const input = {
  title: 'Mug',
  status: 'DRAFT' as const,
  productOptions: [{ name: 'Colour', values: [{ name: 'blue' }] }],
  media: [{ originalSource: 'https://kiln.example/mug.jpg', mediaContentType: 'IMAGE' as const, alt: 'A blue mug' }],
};
const reply = answer({ product, userErrors: [] });

describe('CreateProduct', () => {
  it('sends a new product with its options and pictures', async () => {
    const api = testConnector(CreateProduct, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: productCreate(product: $product'),
          variables: {
            product: { title: 'Mug', status: 'DRAFT', productOptions: [{ name: 'Colour', values: [{ name: 'blue' }] }] },
            media: [{ originalSource: 'https://kiln.example/mug.jpg', mediaContentType: 'IMAGE', alt: 'A blue mug' }],
          },
        },
      },
    ]);
    expect(output).toEqual({ product, userErrors: [] });
  });
});

faultMatrix(CreateProduct, { application: Shopify, input, reply });
