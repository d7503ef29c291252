import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { shop } from '../../test/shop.ts';
import { Shopify } from '../shopify.application.ts';
import { GetShop } from './get-shop.ts';

const input = {};
const reply = answer(shop);

describe('GetShop', () => {
  it('asks for the shop', async () => {
    const api = testConnector(GetShop, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: { query: expect.stringContaining('answer: shop'), variables: {} },
      },
    ]);
    expect(output).toEqual(shop);
  });
});

faultMatrix(GetShop, { application: Shopify, input, reply });
