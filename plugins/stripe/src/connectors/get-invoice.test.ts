import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { invoice } from '../../test/invoice.ts';
import { Stripe } from '../stripe.application.ts';
import { GetInvoice } from './get-invoice.ts';

const input = { invoice: 'in_M1' };

describe('GetInvoice', () => {
  it('asks for one invoice by its id', async () => {
    const api = testConnector(GetInvoice, { application: Stripe });
    api.replies(invoice);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/v1/invoices/in_M1' }]);
    expect(output).toEqual(invoice);
  });
});

faultMatrix(GetInvoice, { application: Stripe, input, reply: invoice });
