import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { eventWith } from '../../test/event.ts';
import { paymentIntent } from '../../test/payment-intent.ts';
import { Stripe } from '../stripe.application.ts';
import { PaymentFailed } from './payment-failed.ts';

const reply = eventWith('payment_intent.payment_failed', {
  ...paymentIntent,
  last_payment_error: { type: 'card_error', code: 'card_declined', message: 'Declined' },
});

describe('PaymentFailed', () => {
  it('gives a payment that failed, with the reason', async () => {
    expect(await testWebhook(PaymentFailed, { application: Stripe }).delivers(reply)).toEqual([reply]);
  });

  it('ignores other events', async () => {
    const test = testWebhook(PaymentFailed, { application: Stripe });

    expect(await test.receive(test.delivery(eventWith('payment_intent.canceled', paymentIntent)))).toMatchObject({
      kind: 'ignored',
    });
  });
});

faultMatrix(PaymentFailed, { application: Stripe, input: {}, reply });
