import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { paymentIntent } from '../../test/payment-intent.ts';
import { Stripe } from '../stripe.application.ts';
import { GetPaymentIntent } from './get-payment-intent.ts';

const input = { payment_intent: 'pi_M1', expand: ['latest_charge'] };

describe('GetPaymentIntent', () => {
  it('asks for one payment intent by its id', async () => {
    const api = testConnector(GetPaymentIntent, { application: Stripe });
    api.replies(paymentIntent);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/v1/payment_intents/pi_M1', query: { 'expand[0]': 'latest_charge' } },
    ]);
    expect(output).toEqual(paymentIntent);
  });
});

faultMatrix(GetPaymentIntent, { application: Stripe, input, reply: paymentIntent });
