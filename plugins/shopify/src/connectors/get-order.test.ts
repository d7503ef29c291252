import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { orderDetail } from '../../test/order.ts';
import { Shopify } from '../shopify.application.ts';
import { GetOrder } from './get-order.ts';

const input = { id: '1001', lineItems: 3 };
const reply = answer(orderDetail);

describe('GetOrder', () => {
  it('asks for one order by its number, with its lines', async () => {
    const api = testConnector(GetOrder, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: order(id: $id)'),
          variables: { id: 'gid://shopify/Order/1001', lineItems: 3 },
        },
      },
    ]);
    expect(output).toEqual(orderDetail);
  });
});

faultMatrix(GetOrder, { application: Shopify, input, reply });
