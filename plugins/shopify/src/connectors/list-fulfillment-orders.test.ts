import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer, listOf } from '../../test/answer.ts';
import { fulfillmentOrder } from '../../test/fulfillment-order.ts';
import { Shopify } from '../shopify.application.ts';
import { ListFulfillmentOrders } from './list-fulfillment-orders.ts';

const input = { orderId: '1001', first: 1 };
const second = { ...fulfillmentOrder, id: `${fulfillmentOrder.id}2` };
const reply = answer({ fulfillmentOrders: listOf([fulfillmentOrder], 'eyJsYXN0X2lkIjo0MX0=') });
const nextReply = answer({ fulfillmentOrders: listOf([second]) });

describe('ListFulfillmentOrders', () => {
  it('lists what the locations have to send of an order', async () => {
    const api = testConnector(ListFulfillmentOrders, { application: Shopify });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[fulfillmentOrder], [second]]);
    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: order(id: $orderId)'),
          variables: { orderId: 'gid://shopify/Order/1001', first: 1 },
        },
      },
      { body: { variables: { after: 'eyJsYXN0X2lkIjo0MX0=' } } },
    ]);
  });
});

faultMatrix(ListFulfillmentOrders, { application: Shopify, input, reply, nextReply });
