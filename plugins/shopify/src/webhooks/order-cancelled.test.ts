import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { orderDelivery } from '../../test/deliveries.ts';
import { Shopify } from '../shopify.application.ts';
import { OrderCancelled } from './order-cancelled.ts';

const subscribeReply = answer({ webhookSubscription: { id: 'gid://shopify/WebhookSubscription/7' }, userErrors: [] });

describe('OrderCancelled', () => {
  it('gives an order that was cancelled', async () => {
    const test = testWebhook(OrderCancelled, { application: Shopify });

    expect(await test.delivers(orderDelivery, { headers: { 'x-shopify-topic': 'orders/cancelled' } })).toEqual([orderDelivery]);
  });

  it('subscribes to its topic', async () => {
    const test = testWebhook(OrderCancelled, { application: Shopify }).replies(subscribeReply);

    expect(await test.subscribe({})).toEqual({ id: 'gid://shopify/WebhookSubscription/7' });
    expect(test.requests).toMatchObject([{ body: { variables: { topic: 'ORDERS_CANCELLED' } } }]);
  });
});

faultMatrix(OrderCancelled, { application: Shopify, input: {}, reply: orderDelivery, subscribeReply });
