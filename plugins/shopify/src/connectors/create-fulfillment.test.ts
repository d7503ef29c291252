import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { fulfillmentDetail } from '../../test/fulfillment.ts';
import { Shopify } from '../shopify.application.ts';
import { CreateFulfillment } from './create-fulfillment.ts';

const input = {
  lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: '101', fulfillmentOrderLineItems: [{ id: '104', quantity: 1 }] }],
  trackingInfo: { company: 'DHL', number: '00340434' },
  notifyCustomer: true,
  message: 'On its way',
};
const reply = answer({ fulfillment: fulfillmentDetail, userErrors: [] });

describe('CreateFulfillment', () => {
  it('sends lines of a fulfillment order with their tracking', async () => {
    const api = testConnector(CreateFulfillment, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: fulfillmentCreate(fulfillment: $fulfillment'),
          variables: {
            fulfillment: {
              lineItemsByFulfillmentOrder: [
                {
                  fulfillmentOrderId: 'gid://shopify/FulfillmentOrder/101',
                  fulfillmentOrderLineItems: [{ id: 'gid://shopify/FulfillmentOrderLineItem/104', quantity: 1 }],
                },
              ],
              trackingInfo: { company: 'DHL', number: '00340434' },
              notifyCustomer: true,
            },
            message: 'On its way',
          },
        },
      },
    ]);
    expect(output).toEqual({ fulfillment: fulfillmentDetail, userErrors: [] });
  });
});

faultMatrix(CreateFulfillment, { application: Shopify, input, reply });
