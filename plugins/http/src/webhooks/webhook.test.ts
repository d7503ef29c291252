import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Http } from '../http.application.ts';
import { Webhook } from './webhook.ts';

const payload = { event: 'order.created', order: { id: 51 } };

describe('Webhook', () => {
  it('gives what anybody sends', async () => {
    expect(await testWebhook(Webhook, { application: Http }).delivers(payload)).toEqual([payload]);
  });

  it('reads a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await testWebhook(Webhook).delivers('id=51&tag=a&tag=b', { headers })).toEqual([{ id: '51', tag: ['a', 'b'] }]);
  });

  it('takes an empty body for null', async () => {
    expect(await testWebhook(Webhook).delivers('')).toEqual([null]);
  });

  it('knows a delivery by its Idempotency-Key, whatever its body', async () => {
    const test = testWebhook(Webhook);
    const send = (body: unknown) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': '8e03978e-40d5-43e8-bc93-6894a57f9324' };
      return test.receive({ ...test.delivery(body), headers });
    };
    expect(await send({ id: 1 })).toMatchObject({ kind: 'events', deliveryId: '8e03978e-40d5-43e8-bc93-6894a57f9324' });
    expect(await send({ id: 2 })).toMatchObject({ kind: 'duplicate' });
  });

  it('tells deliveries with the same body apart by their Idempotency-Key, and takes them for one without', async () => {
    const test = testWebhook(Webhook);
    expect(await test.delivers(payload, { deliveryId: 'a' })).toHaveLength(1);
    expect(await test.delivers(payload, { deliveryId: 'b' })).toHaveLength(1);
    expect(await test.delivers(payload, { deliveryId: 'b' })).toEqual([]);
    expect(await test.delivers(payload, { deliveryId: '' })).toHaveLength(1);
    expect(await test.delivers(payload, { deliveryId: '' })).toEqual([]);
  });
});

const except = { badSignature: 'It is for senders that cannot sign; others have webhooks of their own.' };

faultMatrix(Webhook, { application: Http, input: {}, reply: payload, except });
