import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { order } from '../../test/order.ts';
import { Shopify } from '../shopify.application.ts';
import { UpdateOrder } from './update-order.ts';

const input = { id: 'gid://shopify/Order/1001', note: 'Ring twice', shippingAddress: { city: 'Kiel', countryCode: 'DE' } };
const reply = answer({ order, userErrors: [] });

describe('UpdateOrder', () => {
  it('sends what is to be changed', async () => {
    const api = testConnector(UpdateOrder, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: orderUpdate(input: $input)'),
          variables: {
            input: { id: 'gid://shopify/Order/1001', note: 'Ring twice', shippingAddress: { city: 'Kiel', countryCode: 'DE' } },
          },
        },
      },
    ]);
    expect(output).toEqual({ order, userErrors: [] });
  });
});

faultMatrix(UpdateOrder, { application: Shopify, input, reply });
