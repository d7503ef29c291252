import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { refundDetail } from '../../test/refund.ts';
import { Shopify } from '../shopify.application.ts';
import { CreateRefund } from './create-refund.ts';

const input = {
  orderId: '1001',
  refundLineItems: [{ lineItemId: '41', quantity: 1, restockType: 'NO_RESTOCK' as const }],
  transactions: [{ orderId: '1001', parentId: '121', kind: 'REFUND' as const, gateway: 'shopify_payments', amount: '19.90' }],
  notify: true,
};
const reply = answer({
  refund: refundDetail,
  order: { id: 'gid://shopify/Order/1001', displayFinancialStatus: 'REFUNDED' },
  userErrors: [],
});

describe('CreateRefund', () => {
  it('gives the money for a line back, once per message', async () => {
    const api = testConnector(CreateRefund, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: refundCreate(input: $input) @idempotent(key: $idempotencyKey)'),
          variables: {
            input: {
              orderId: 'gid://shopify/Order/1001',
              refundLineItems: [{ lineItemId: 'gid://shopify/LineItem/41', quantity: 1, restockType: 'NO_RESTOCK' }],
              transactions: [
                {
                  orderId: 'gid://shopify/Order/1001',
                  parentId: 'gid://shopify/OrderTransaction/121',
                  kind: 'REFUND',
                  gateway: 'shopify_payments',
                  amount: '19.90',
                },
              ],
              notify: true,
            },
            idempotencyKey: expect.stringMatching(/\S/),
          },
        },
      },
    ]);
    expect(output).toEqual(reply.data.answer);
  });
});

faultMatrix(CreateRefund, { application: Shopify, input, reply });
