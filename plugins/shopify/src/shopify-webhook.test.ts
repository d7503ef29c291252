import { testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../test/answer.ts';
import { orderDelivery } from '../test/deliveries.ts';
import { Shopify } from './shopify.application.ts';
import { OrderCreated } from './webhooks/order-created.ts';

describe('ShopifyWebhook', () => {
  it('asks for what the user chose, as JSON at the address of the webhook', async () => {
    const test = testWebhook(OrderCreated, { application: Shopify });
    test.replies(answer({ webhookSubscription: { id: 'gid://shopify/WebhookSubscription/7' }, userErrors: [] }));

    await test.subscribe({ filter: 'total_price:>=100', metafieldNamespaces: ['erp'] });

    expect(test.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: webhookSubscriptionCreate(topic: $topic'),
          variables: {
            topic: 'ORDERS_CREATE',
            webhookSubscription: {
              uri: 'https://host.example.com/webhooks/test',
              format: 'JSON',
              filter: 'total_price:>=100',
              metafieldNamespaces: ['erp'],
            },
          },
        },
      },
    ]);
  });

  it('says why Shopify does not take a subscription', async () => {
    const subscribe = (reply: unknown) => testWebhook(OrderCreated, { application: Shopify }).replies(reply).subscribe({});
    const taken = { userErrors: [{ field: ['webhookSubscription', 'uri'], message: 'Address has been taken' }] };
    const denied = { data: null, errors: [{ message: 'Access denied for orders.', extensions: { code: 'ACCESS_DENIED' } }] };

    const rejected = (words: string) => ({ code: 'api_rejected', message: expect.stringContaining(words) });
    await expect(subscribe(answer(taken))).rejects.toMatchObject(rejected('Address has been taken'));
    await expect(subscribe(denied)).rejects.toMatchObject(rejected('Access denied for orders.'));
  });

  it('ends the subscription by its id', async () => {
    const test = testWebhook(OrderCreated, { application: Shopify });
    test.replies(answer({ deletedWebhookSubscriptionId: 'gid://shopify/WebhookSubscription/7', userErrors: [] }));

    await test.unsubscribe({}, 'gid://shopify/WebhookSubscription/7');

    expect(test.requests).toMatchObject([
      {
        body: {
          query: expect.stringContaining('answer: webhookSubscriptionDelete(id: $id)'),
          variables: { id: 'gid://shopify/WebhookSubscription/7' },
        },
      },
    ]);
  });

  it('knows a delivery by the id in its header, whatever its body', async () => {
    const test = testWebhook(OrderCreated, { application: Shopify });
    const deliveryId = 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043';
    const send = (body: unknown, id: string) => {
      const delivery = test.delivery(body);
      const tag = delivery.headers['x-shopify-hmac-sha256'];
      const told = { 'x-shopify-hmac-sha256': tag, 'x-shopify-topic': 'orders/create', 'x-shopify-webhook-id': id };
      return test.receive({ ...delivery, headers: { 'content-type': 'application/json', ...told } });
    };

    expect(await send(orderDelivery, deliveryId)).toMatchObject({ kind: 'events', deliveryId });
    expect(await send({ ...orderDelivery, note: 'Ring twice' }, deliveryId)).toMatchObject({ kind: 'duplicate' });
    expect(await send(orderDelivery, '0f2c5a1e-1111-4c3b-9a53-2e2d0a1b2c3d')).toMatchObject({ kind: 'events' });
  });

  it('is signed with the client secret of the app', () => {
    const test = testWebhook(OrderCreated, { application: Shopify, secret: 'hush' });

    expect(new OrderCreated().signingSecret).toBe('clientSecret');
    expect(test.delivery('{"id":1}').headers).toMatchObject({
      'x-shopify-hmac-sha256': 'VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY=',
    });
  });

  it('takes a test notification, whose ids have more digits than a number keeps', async () => {
    const id = 'gid://shopify/Order/820982911946154508';
    const test = testWebhook(OrderCreated, { application: Shopify });

    const events = await test.delivers(`{"id":820982911946154508,"admin_graphql_api_id":"${id}","line_items":[]}`);

    expect(events).toMatchObject([{ id: '820982911946154508', admin_graphql_api_id: id }]);
  });
});
