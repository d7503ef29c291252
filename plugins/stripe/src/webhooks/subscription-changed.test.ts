import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { eventWith } from '../../test/event.ts';
import { subscription } from '../../test/subscription.ts';
import { Stripe } from '../stripe.application.ts';
import { SubscriptionChanged } from './subscription-changed.ts';

const reply = eventWith('customer.subscription.updated', { ...subscription, cancel_at_period_end: true });

describe('SubscriptionChanged', () => {
  it('gives a subscription that changed', async () => {
    expect(await testWebhook(SubscriptionChanged, { application: Stripe }).delivers(reply)).toEqual([reply]);
  });

  it('ignores other events', async () => {
    const test = testWebhook(SubscriptionChanged, { application: Stripe });

    expect(await test.receive(test.delivery(eventWith('customer.updated', subscription)))).toMatchObject({ kind: 'ignored' });
  });

  it('gives the end of a subscription too', async () => {
    const deleted = eventWith('customer.subscription.deleted', { ...subscription, status: 'canceled' });

    expect(await testWebhook(SubscriptionChanged, { application: Stripe }).delivers(deleted)).toEqual([deleted]);
  });
});

faultMatrix(SubscriptionChanged, { application: Stripe, input: {}, reply });
