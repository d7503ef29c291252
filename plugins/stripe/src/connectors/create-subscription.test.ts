import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { subscription } from '../../test/subscription.ts';
import { Stripe } from '../stripe.application.ts';
import { CreateSubscription } from './create-subscription.ts';

const input = {
  customer: 'cus_M1',
  items: [{ price: 'price_M1', quantity: 3 }],
  trial_period_days: 14,
  payment_behavior: 'default_incomplete' as const,
};

describe('CreateSubscription', () => {
  it('subscribes a customer to three seats', async () => {
    const api = testConnector(CreateSubscription, { application: Stripe });
    api.replies(subscription);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/subscriptions',
        body: {
          customer: 'cus_M1',
          'items[0][price]': 'price_M1',
          'items[0][quantity]': '3',
          trial_period_days: '14',
          payment_behavior: 'default_incomplete',
        },
      },
    ]);
    expect(output).toEqual(subscription);
  });
});

faultMatrix(CreateSubscription, { application: Stripe, input, reply: subscription });
