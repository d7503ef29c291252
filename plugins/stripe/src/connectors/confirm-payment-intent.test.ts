import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { paymentIntent } from '../../test/payment-intent.ts';
import { Stripe } from '../stripe.application.ts';
import { ConfirmPaymentIntent } from './confirm-payment-intent.ts';

const input = {
  payment_intent: 'pi_M1',
  payment_method: 'pm_card_visa',
  return_url: 'https://shop.example/thanks',
  off_session: 'recurring' as const,
};
const reply = { ...paymentIntent, status: 'succeeded', amount_received: 1099, latest_charge: 'ch_M1' };

describe('ConfirmPaymentIntent', () => {
  it('confirms with a payment method', async () => {
    const api = testConnector(ConfirmPaymentIntent, { application: Stripe });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/payment_intents/pi_M1/confirm',
        body: { payment_method: 'pm_card_visa', return_url: 'https://shop.example/thanks', off_session: 'recurring' },
      },
    ]);
    expect(output).toEqual(reply);
  });

  it('fails with the words of Stripe where the card is declined', async () => {
    const api = testConnector(ConfirmPaymentIntent, { application: Stripe });
    const message = 'Your card has insufficient funds.';
    const error = { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds', message };
    api.replies({ status: 402, body: { error } });

    const outcome = await api.outcome(input);

    expect(JSON.stringify(outcome)).toContain(message);
    expect(api.requests).toHaveLength(1);
  });
});

faultMatrix(ConfirmPaymentIntent, { application: Stripe, input, reply });
