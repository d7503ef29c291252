import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { subscription } from '../../test/subscription.ts';
import { Stripe } from '../stripe.application.ts';
import { CancelSubscription } from './cancel-subscription.ts';

const input = { subscription: 'sub_M1', prorate: true, cancellation_details: { feedback: 'unused' as const } };
const reply = { ...subscription, status: 'canceled', ended_at: 1769864400 };

describe('CancelSubscription', () => {
  it('cancels at once and says why', async () => {
    const api = testConnector(CancelSubscription, { application: Stripe });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'DELETE',
        path: '/v1/subscriptions/sub_M1',
        body: { prorate: 'true', 'cancellation_details[feedback]': 'unused' },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CancelSubscription, { application: Stripe, input, reply });
