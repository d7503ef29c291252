import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { invoice } from '../../test/invoice.ts';
import { Stripe } from '../stripe.application.ts';
import { CreateInvoice } from './create-invoice.ts';

const input = {
  customer: 'cus_M1',
  collection_method: 'send_invoice' as const,
  days_until_due: 30,
  custom_fields: [{ name: 'Order', value: '42' }],
  automatic_tax: { enabled: true },
};

describe('CreateInvoice', () => {
  it('creates a draft that is to be sent', async () => {
    const api = testConnector(CreateInvoice, { application: Stripe });
    api.replies(invoice);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/invoices',
        body: {
          customer: 'cus_M1',
          collection_method: 'send_invoice',
          days_until_due: '30',
          'custom_fields[0][name]': 'Order',
          'custom_fields[0][value]': '42',
          'automatic_tax[enabled]': 'true',
        },
      },
    ]);
    expect(output).toEqual(invoice);
  });
});

faultMatrix(CreateInvoice, { application: Stripe, input, reply: invoice });
