import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Http } from '../http.application.ts';
import { StandardWebhook } from './standard-webhook.ts';

const payload = { type: 'order.created', timestamp: '2026-01-31T12:00:00Z', data: { id: 51 } };

describe('StandardWebhook', () => {
  it('gives a delivery once, by its id', async () => {
    const test = testWebhook(StandardWebhook, { application: Http });
    expect(await test.delivers(payload, { deliveryId: 'msg_1' })).toEqual([payload]);
    expect(await test.delivers(payload, { deliveryId: 'msg_1' })).toEqual([]);
    expect(await test.delivers(payload, { deliveryId: 'msg_2' })).toEqual([payload]);
  });
});

faultMatrix(StandardWebhook, { application: Http, input: {}, reply: payload });
