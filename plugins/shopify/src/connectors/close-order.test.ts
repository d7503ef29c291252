import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { order } from '../../test/order.ts';
import { Shopify } from '../shopify.application.ts';
import { CloseOrder } from './close-order.ts';

const input = { id: '1001' };
const reply = answer({ order: { ...order, closed: true }, userErrors: [] });

describe('CloseOrder', () => {
  it('closes an order', async () => {
    const api = testConnector(CloseOrder, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: orderClose(input: $input)'),
          variables: { input: { id: 'gid://shopify/Order/1001' } },
        },
      },
    ]);
    expect(output).toEqual(reply.data.answer);
  });
});

faultMatrix(CloseOrder, { application: Shopify, input, reply });
