import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { invoice } from '../../test/invoice.ts';
import { Stripe } from '../stripe.application.ts';
import { VoidInvoice } from './void-invoice.ts';

const input = { invoice: 'in_M1' };
const reply = { ...invoice, status: 'void' };

describe('VoidInvoice', () => {
  it('voids an invoice', async () => {
    const api = testConnector(VoidInvoice, { application: Stripe });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/v1/invoices/in_M1/void' }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(VoidInvoice, { application: Stripe, input, reply });
