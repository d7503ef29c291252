import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { customerDelivery } from '../../test/deliveries.ts';
import { Shopify } from '../shopify.application.ts';
import { CustomerCreated } from './customer-created.ts';

const subscribeReply = answer({ webhookSubscription: { id: 'gid://shopify/WebhookSubscription/7' }, userErrors: [] });

describe('CustomerCreated', () => {
  it('gives a new customer', async () => {
    const test = testWebhook(CustomerCreated, { application: Shopify });

    expect(await test.delivers(customerDelivery, { headers: { 'x-shopify-topic': 'customers/create' } })).toEqual([
      customerDelivery,
    ]);
  });

  it('subscribes to its topic', async () => {
    const test = testWebhook(CustomerCreated, { application: Shopify }).replies(subscribeReply);

    expect(await test.subscribe({})).toEqual({ id: 'gid://shopify/WebhookSubscription/7' });
    expect(test.requests).toMatchObject([{ body: { variables: { topic: 'CUSTOMERS_CREATE' } } }]);
  });
});

faultMatrix(CustomerCreated, { application: Shopify, input: {}, reply: customerDelivery, subscribeReply });
