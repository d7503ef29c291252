import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { invoice } from '../../test/invoice.ts';
import { Stripe } from '../stripe.application.ts';
import { FinalizeInvoice } from './finalize-invoice.ts';

const input = { invoice: 'in_M1', auto_advance: false };
const reply = { ...invoice, status: 'open', number: 'AB12CD3-0001' };

describe('FinalizeInvoice', () => {
  it('finalizes a draft', async () => {
    const api = testConnector(FinalizeInvoice, { application: Stripe });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      { method: 'POST', path: '/v1/invoices/in_M1/finalize', body: { auto_advance: 'false' } },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(FinalizeInvoice, { application: Stripe, input, reply });
