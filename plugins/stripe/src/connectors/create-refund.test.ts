import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { refund } from '../../test/refund.ts';
import { Stripe } from '../stripe.application.ts';
import { CreateRefund } from './create-refund.ts';

const input = { payment_intent: 'pi_M1', amount: 500, reason: 'requested_by_customer' as const };

describe('CreateRefund', () => {
  it('gives back a part of a payment', async () => {
    const api = testConnector(CreateRefund, { application: Stripe });
    api.replies(refund);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'POST', path: '/v1/refunds', body: { payment_intent: 'pi_M1', amount: '500', reason: 'requested_by_customer' } },
    ]);
    expect(output).toEqual(refund);
  });
});

faultMatrix(CreateRefund, { application: Stripe, input, reply: refund });
