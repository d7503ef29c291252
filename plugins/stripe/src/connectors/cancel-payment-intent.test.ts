import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { paymentIntent } from '../../test/payment-intent.ts';
import { Stripe } from '../stripe.application.ts';
import { CancelPaymentIntent } from './cancel-payment-intent.ts';

const input = { payment_intent: 'pi_M1', cancellation_reason: 'requested_by_customer' as const };
const reply = { ...paymentIntent, status: 'canceled', canceled_at: 1769864400, cancellation_reason: 'requested_by_customer' };

describe('CancelPaymentIntent', () => {
  it('cancels for a reason', async () => {
    const api = testConnector(CancelPaymentIntent, { application: Stripe });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'POST', path: '/v1/payment_intents/pi_M1/cancel', body: { cancellation_reason: 'requested_by_customer' } },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CancelPaymentIntent, { application: Stripe, input, reply });
