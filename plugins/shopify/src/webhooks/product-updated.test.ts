import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { productDelivery } from '../../test/deliveries.ts';
import { Shopify } from '../shopify.application.ts';
import { ProductUpdated } from './product-updated.ts';

const subscribeReply = answer({ webhookSubscription: { id: 'gid://shopify/WebhookSubscription/7' }, userErrors: [] });

describe('ProductUpdated', () => {
  it('gives a product that was changed', async () => {
    const test = testWebhook(ProductUpdated, { application: Shopify });

    expect(await test.delivers(productDelivery, { headers: { 'x-shopify-topic': 'products/update' } })).toEqual([
      productDelivery,
    ]);
  });

  it('subscribes to its topic', async () => {
    const test = testWebhook(ProductUpdated, { application: Shopify }).replies(subscribeReply);

    expect(await test.subscribe({})).toEqual({ id: 'gid://shopify/WebhookSubscription/7' });
    expect(test.requests).toMatchObject([{ body: { variables: { topic: 'PRODUCTS_UPDATE' } } }]);
  });
});

faultMatrix(ProductUpdated, { application: Shopify, input: {}, reply: productDelivery, subscribeReply });
