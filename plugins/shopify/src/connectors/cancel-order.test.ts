import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { Shopify } from '../shopify.application.ts';
import { CancelOrder } from './cancel-order.ts';

const input = {
  orderId: '1001',
  reason: 'CUSTOMER' as const,
  restock: true,
  refundMethod: { originalPaymentMethodsRefund: true as const },
};
const reply = answer({
  job: { id: 'gid://shopify/Job/1', done: false },
  jobResult: { id: 'gid://shopify/OrderCancelJobResult/1', done: false, status: 'STARTED' },
  userErrors: [],
});

describe('CancelOrder', () => {
  it('cancels an order and gives the money back the way it came', async () => {
    const api = testConnector(CancelOrder, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: orderCancel(orderId: $orderId'),
          variables: { ...input, orderId: 'gid://shopify/Order/1001' },
        },
      },
    ]);
    expect(output).toEqual(reply.data.answer);
  });
});

faultMatrix(CancelOrder, { application: Shopify, input, reply });
