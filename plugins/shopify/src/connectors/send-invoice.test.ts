import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { draftOrder } from '../../test/draft-order.ts';
import { Shopify } from '../shopify.application.ts';
import { SendInvoice } from './send-invoice.ts';

const input = { id: '181', email: { to: 'ada@example.com', customMessage: 'Here it is' } };
const reply = answer({
  draftOrder: { ...draftOrder, status: 'INVOICE_SENT', invoiceSentAt: '2026-11-24T09:00:00Z' },
  userErrors: [],
});

describe('SendInvoice', () => {
  it('sends the invoice of a draft order by email', async () => {
    const api = testConnector(SendInvoice, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: draftOrderInvoiceSend(id: $id'),
          variables: { id: 'gid://shopify/DraftOrder/181', email: { to: 'ada@example.com', customMessage: 'Here it is' } },
        },
      },
    ]);
    expect(output).toEqual(reply.data.answer);
  });
});

faultMatrix(SendInvoice, { application: Shopify, input, reply });
