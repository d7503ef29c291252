import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Http } from '../http.application.ts';
import { WebhookWithToken } from './webhook-with-token.ts';

const payload = { event: 'order.created' };

describe('WebhookWithToken', () => {
  it('takes what shows the token', async () => {
    const test = testWebhook(WebhookWithToken, { application: Http, secret: 'token-of-ada' });
    const delivery = test.delivery(payload);
    expect(delivery.headers).toMatchObject({ authorization: 'Bearer token-of-ada' });
    expect(await test.receive(delivery)).toMatchObject({ kind: 'events', events: [payload] });
  });

  it.each(['token-of-ada', 'Bearer token-of-eve', 'Bearer ', 'Basic token-of-ada'])('refuses %j', async (authorization) => {
    const test = testWebhook(WebhookWithToken, { application: Http, secret: 'token-of-ada' });
    await expect(test.delivers(payload, { headers: { authorization } })).rejects.toMatchObject({ code: 'webhook_signature' });
  });
});

faultMatrix(WebhookWithToken, { application: Http, input: {}, reply: payload });
