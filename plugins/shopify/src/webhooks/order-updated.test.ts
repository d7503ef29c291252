import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { orderDelivery } from '../../test/deliveries.ts';
import { Shopify } from '../shopify.application.ts';
import { OrderUpdated } from './order-updated.ts';

const subscribeReply = answer({ webhookSubscription: { id: 'gid://shopify/WebhookSubscription/7' }, userErrors: [] });

describe('OrderUpdated', () => {
  it('gives an order that was changed', async () => {
    const test = testWebhook(OrderUpdated, { application: Shopify });

    expect(await test.delivers(orderDelivery, { headers: { 'x-shopify-topic': 'orders/updated' } })).toEqual([orderDelivery]);
  });

  it('subscribes to its topic', async () => {
    const test = testWebhook(OrderUpdated, { application: Shopify }).replies(subscribeReply);

    expect(await test.subscribe({})).toEqual({ id: 'gid://shopify/WebhookSubscription/7' });
    expect(test.requests).toMatchObject([{ body: { variables: { topic: 'ORDERS_UPDATED' } } }]);
  });
});

faultMatrix(OrderUpdated, { application: Shopify, input: {}, reply: orderDelivery, subscribeReply });
