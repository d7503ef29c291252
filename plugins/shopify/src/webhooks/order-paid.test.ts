import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { orderDelivery } from '../../test/deliveries.ts';
import { Shopify } from '../shopify.application.ts';
import { OrderPaid } from './order-paid.ts';

const subscribeReply = answer({ webhookSubscription: { id: 'gid://shopify/WebhookSubscription/7' }, userErrors: [] });

describe('OrderPaid', () => {
  it('gives an order that was paid', async () => {
    const test = testWebhook(OrderPaid, { application: Shopify });

    expect(await test.delivers(orderDelivery, { headers: { 'x-shopify-topic': 'orders/paid' } })).toEqual([orderDelivery]);
  });

  it('subscribes to its topic', async () => {
    const test = testWebhook(OrderPaid, { application: Shopify }).replies(subscribeReply);

    expect(await test.subscribe({})).toEqual({ id: 'gid://shopify/WebhookSubscription/7' });
    expect(test.requests).toMatchObject([{ body: { variables: { topic: 'ORDERS_PAID' } } }]);
  });
});

faultMatrix(OrderPaid, { application: Shopify, input: {}, reply: orderDelivery, subscribeReply });
