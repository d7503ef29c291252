import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { invoice } from '../../test/invoice.ts';
import { Stripe } from '../stripe.application.ts';
import { SendInvoice } from './send-invoice.ts';

const input = { invoice: 'in_M1' };
const reply = { ...invoice, status: 'open' };

describe('SendInvoice', () => {
  it('sends an invoice by email', async () => {
    const api = testConnector(SendInvoice, { application: Stripe });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/v1/invoices/in_M1/send' }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(SendInvoice, { application: Stripe, input, reply });
