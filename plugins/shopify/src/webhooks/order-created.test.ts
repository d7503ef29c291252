import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { orderDelivery } from '../../test/deliveries.ts';
import { Shopify } from '../shopify.application.ts';
import { OrderCreated } from './order-created.ts';

const subscribeReply = answer({ webhookSubscription: { id: 'gid://shopify/WebhookSubscription/7' }, userErrors: [] });

describe('OrderCreated', () => {
  it('gives an order that was placed', async () => {
    const test = testWebhook(OrderCreated, { application: Shopify });

    expect(await test.delivers(orderDelivery, { headers: { 'x-shopify-topic': 'orders/create' } })).toEqual([orderDelivery]);
  });

  it('subscribes to its topic', async () => {
    const test = testWebhook(OrderCreated, { application: Shopify }).replies(subscribeReply);

    expect(await test.subscribe({})).toEqual({ id: 'gid://shopify/WebhookSubscription/7' });
    expect(test.requests).toMatchObject([{ body: { variables: { topic: 'ORDERS_CREATE' } } }]);
  });
});

faultMatrix(OrderCreated, { application: Shopify, input: {}, reply: orderDelivery, subscribeReply });
