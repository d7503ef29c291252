import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { eventWith } from '../../test/event.ts';
import { paymentIntent } from '../../test/payment-intent.ts';
import { Stripe } from '../stripe.application.ts';
import { PaymentSucceeded } from './payment-succeeded.ts';

const reply = eventWith('payment_intent.succeeded', { ...paymentIntent, status: 'succeeded', amount_received: 1099 });

describe('PaymentSucceeded', () => {
  it('gives a payment that succeeded', async () => {
    expect(await testWebhook(PaymentSucceeded, { application: Stripe }).delivers(reply)).toEqual([reply]);
  });

  it('ignores other events', async () => {
    const test = testWebhook(PaymentSucceeded, { application: Stripe });

    expect(await test.receive(test.delivery(eventWith('charge.succeeded', paymentIntent)))).toMatchObject({ kind: 'ignored' });
  });

  it('subscribes an endpoint of its own, keeps its secret, and deletes it', async () => {
    const test = testWebhook(PaymentSucceeded, { application: Stripe });
    test.replies({ id: 'we_M1', object: 'webhook_endpoint', secret: 'whsec_of_stripe' }, { id: 'we_M1', deleted: true });

    expect(await test.subscribe({ connect: true })).toEqual({ id: 'we_M1', secret: 'whsec_of_stripe' });
    await test.unsubscribe({ connect: true }, 'we_M1');

    const body = {
      url: expect.stringMatching(/^https:/),
      'enabled_events[0]': 'payment_intent.succeeded',
      api_version: '2026-10-28.endive',
      description: 'Mortise: Payment succeeded',
      connect: 'true',
    };
    expect(test.requests).toMatchObject([
      { method: 'POST', path: '/v1/webhook_endpoints', body },
      { method: 'DELETE', path: '/v1/webhook_endpoints/we_M1' },
    ]);
  });
});

faultMatrix(PaymentSucceeded, { application: Stripe, input: {}, reply });
