import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { eventWith } from '../../test/event.ts';
import { invoice } from '../../test/invoice.ts';
import { Stripe } from '../stripe.application.ts';
import { InvoicePaid } from './invoice-paid.ts';

const reply = eventWith('invoice.paid', { ...invoice, status: 'paid', amount_paid: 3000, amount_remaining: 0 });

describe('InvoicePaid', () => {
  it('gives an invoice that was paid', async () => {
    expect(await testWebhook(InvoicePaid, { application: Stripe }).delivers(reply)).toEqual([reply]);
  });

  it('ignores other events', async () => {
    const test = testWebhook(InvoicePaid, { application: Stripe });

    expect(await test.receive(test.delivery(eventWith('invoice.finalized', invoice)))).toMatchObject({ kind: 'ignored' });
  });
});

faultMatrix(InvoicePaid, { application: Stripe, input: {}, reply });
