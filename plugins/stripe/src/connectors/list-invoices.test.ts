import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { invoice } from '../../test/invoice.ts';
import { listOf } from '../../test/list.ts';
import { Stripe } from '../stripe.application.ts';
import { ListInvoices } from './list-invoices.ts';

const input = { status: 'open' as const, due_date: { lt: 1772452800 }, limit: 1 };
const second = { ...invoice, id: 'in_M2' };
const reply = listOf([invoice], '/v1/invoices', true);
const nextReply = listOf([second], '/v1/invoices');

describe('ListInvoices', () => {
  it('goes on after the last item of a page while there is more', async () => {
    const api = testConnector(ListInvoices, { application: Stripe });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[invoice], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/v1/invoices', query: { status: 'open', 'due_date[lt]': '1772452800', limit: '1' } },
      { query: { status: 'open', 'due_date[lt]': '1772452800', limit: '1', starting_after: 'in_M1' } },
    ]);
  });
});

faultMatrix(ListInvoices, { application: Stripe, input, reply, nextReply, emptyReply: listOf([], '/v1/invoices') });
