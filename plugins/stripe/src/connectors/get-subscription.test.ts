import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { subscription } from '../../test/subscription.ts';
import { Stripe } from '../stripe.application.ts';
import { GetSubscription } from './get-subscription.ts';

const input = { subscription: 'sub_M1', expand: ['latest_invoice'] };

describe('GetSubscription', () => {
  it('asks for one subscription by its id', async () => {
    const api = testConnector(GetSubscription, { application: Stripe });
    api.replies(subscription);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/v1/subscriptions/sub_M1', query: { 'expand[0]': 'latest_invoice' } },
    ]);
    expect(output).toEqual(subscription);
  });
});

faultMatrix(GetSubscription, { application: Stripe, input, reply: subscription });
