import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { paymentIntent } from '../../test/payment-intent.ts';
import { Stripe } from '../stripe.application.ts';
import { CapturePaymentIntent } from './capture-payment-intent.ts';

const input = { payment_intent: 'pi_M1', amount_to_capture: 750 };
const reply = { ...paymentIntent, status: 'succeeded', amount_received: 750 };

describe('CapturePaymentIntent', () => {
  it('captures a part of what is reserved', async () => {
    const api = testConnector(CapturePaymentIntent, { application: Stripe });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'POST', path: '/v1/payment_intents/pi_M1/capture', body: { amount_to_capture: '750' } },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CapturePaymentIntent, { application: Stripe, input, reply });
