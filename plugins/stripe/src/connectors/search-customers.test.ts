import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { customer } from '../../test/customer.ts';
import { Stripe } from '../stripe.application.ts';
import { SearchCustomers } from './search-customers.ts';

const input = { query: "email:'ada@example.com'", limit: 1 };
const second = { ...customer, id: 'cus_M2' };
const page = { object: 'search_result', url: '/v1/customers/search' };
const reply = { ...page, data: [customer], has_more: true, next_page: 'WzE3Njk4NjA4MDBd' };
const nextReply = { ...page, data: [second], has_more: false, next_page: null };

describe('SearchCustomers', () => {
  it('asks for the next page that the answer names', async () => {
    const api = testConnector(SearchCustomers, { application: Stripe });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[customer], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/v1/customers/search', query: { query: input.query, limit: '1' } },
      { query: { query: input.query, page: 'WzE3Njk4NjA4MDBd' } },
    ]);
  });
});

faultMatrix(SearchCustomers, { application: Stripe, input, reply, nextReply });
