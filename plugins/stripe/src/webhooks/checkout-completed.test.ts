import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { checkoutSession } from '../../test/checkout-session.ts';
import { eventWith } from '../../test/event.ts';
import { Stripe } from '../stripe.application.ts';
import { CheckoutCompleted } from './checkout-completed.ts';

const reply = eventWith('checkout.session.completed', { ...checkoutSession, status: 'complete', payment_status: 'paid' });

describe('CheckoutCompleted', () => {
  it('gives a checkout that was completed', async () => {
    expect(await testWebhook(CheckoutCompleted, { application: Stripe }).delivers(reply)).toEqual([reply]);
  });

  it('ignores other events', async () => {
    const test = testWebhook(CheckoutCompleted, { application: Stripe });

    expect(await test.receive(test.delivery(eventWith('checkout.session.expired', checkoutSession)))).toMatchObject({
      kind: 'ignored',
    });
  });
});

faultMatrix(CheckoutCompleted, { application: Stripe, input: {}, reply });
