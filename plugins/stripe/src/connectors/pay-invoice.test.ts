import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { invoice } from '../../test/invoice.ts';
import { Stripe } from '../stripe.application.ts';
import { PayInvoice } from './pay-invoice.ts';

const input = { invoice: 'in_M1', paid_out_of_band: true };
const reply = { ...invoice, status: 'paid', amount_paid: 3000, amount_remaining: 0 };

describe('PayInvoice', () => {
  it('marks an invoice as paid elsewhere', async () => {
    const api = testConnector(PayInvoice, { application: Stripe });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/v1/invoices/in_M1/pay', body: { paid_out_of_band: 'true' } }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(PayInvoice, { application: Stripe, input, reply });
