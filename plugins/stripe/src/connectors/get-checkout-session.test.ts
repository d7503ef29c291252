import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { checkoutSession } from '../../test/checkout-session.ts';
import { Stripe } from '../stripe.application.ts';
import { GetCheckoutSession } from './get-checkout-session.ts';

const input = { session: 'cs_test_M1', expand: ['line_items'] };

describe('GetCheckoutSession', () => {
  it('asks for one session by its id', async () => {
    const api = testConnector(GetCheckoutSession, { application: Stripe });
    api.replies(checkoutSession);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/v1/checkout/sessions/cs_test_M1', query: { 'expand[0]': 'line_items' } },
    ]);
    expect(output).toEqual(checkoutSession);
  });
});

faultMatrix(GetCheckoutSession, { application: Stripe, input, reply: checkoutSession });
