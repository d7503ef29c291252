import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { paymentIntent } from '../../test/payment-intent.ts';
import { Stripe } from '../stripe.application.ts';
import { CreatePaymentIntent } from './create-payment-intent.ts';

const input = {
  amount: 1099,
  currency: 'eur',
  customer: 'cus_M1',
  automatic_payment_methods: { enabled: true },
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  metadata: { order: '42' },
};

describe('CreatePaymentIntent', () => {
  it('asks for an amount in the smallest unit', async () => {
    const api = testConnector(CreatePaymentIntent, { application: Stripe });
    api.replies(paymentIntent);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/payment_intents',
        body: {
          amount: '1099',
          currency: 'eur',
          customer: 'cus_M1',
          'automatic_payment_methods[enabled]': 'true',
          'payment_method_options[card][request_three_d_secure]': 'automatic',
          'metadata[order]': '42',
        },
      },
    ]);
    expect(output).toEqual(paymentIntent);
  });

  it('asks for a version of the API and carries a key, so that nobody pays twice', async () => {
    const api = testConnector(CreatePaymentIntent, { application: Stripe });
    api.replies(paymentIntent);

    await api.run(input);

    const headers = { 'stripe-version': '2026-10-28.endive', 'idempotency-key': expect.stringMatching(/./) };
    expect(api.requests).toMatchObject([{ headers }]);
  });

  it('takes no amount with decimal places', async () => {
    const api = testConnector(CreatePaymentIntent, { application: Stripe });

    await api.outcome({ ...input, amount: 10.99 });

    expect(api.requests).toHaveLength(0);
  });
});

faultMatrix(CreatePaymentIntent, { application: Stripe, input, reply: paymentIntent });
