import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { invoiceItem } from '../../test/invoice-item.ts';
import { Stripe } from '../stripe.application.ts';
import { CreateInvoiceItem } from './create-invoice-item.ts';

const input = { customer: 'cus_M1', invoice: 'in_M1', pricing: { price: 'price_M1' }, quantity: 2 };

describe('CreateInvoiceItem', () => {
  it('adds two pieces of a price to a draft', async () => {
    const api = testConnector(CreateInvoiceItem, { application: Stripe });
    api.replies(invoiceItem);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/invoiceitems',
        body: { customer: 'cus_M1', invoice: 'in_M1', 'pricing[price]': 'price_M1', quantity: '2' },
      },
    ]);
    expect(output).toEqual(invoiceItem);
  });
});

faultMatrix(CreateInvoiceItem, { application: Stripe, input, reply: invoiceItem });
