import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { customer } from '../../test/customer.ts';
import { listOf } from '../../test/list.ts';
import { Stripe } from '../stripe.application.ts';
import { ListCustomers } from './list-customers.ts';

const input = { email: 'ada@example.com', created: { gte: 1769860800 }, limit: 1 };
const second = { ...customer, id: 'cus_M2' };
const reply = listOf([customer], '/v1/customers', true);
const nextReply = listOf([second], '/v1/customers');

describe('ListCustomers', () => {
  it('goes on after the last item of a page while there is more', async () => {
    const api = testConnector(ListCustomers, { application: Stripe });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[customer], [second]]);
    expect(api.requests).toMatchObject([
      { method: 'GET', path: '/v1/customers', query: { email: 'ada@example.com', 'created[gte]': '1769860800', limit: '1' } },
      { query: { email: 'ada@example.com', 'created[gte]': '1769860800', limit: '1', starting_after: 'cus_M1' } },
    ]);
  });

  it('asks for 100 a page where nothing else is said', async () => {
    const api = testConnector(ListCustomers, { application: Stripe });
    api.replies(listOf([], '/v1/customers'));

    expect(await api.pages({})).toEqual([[]]);
    expect(api.requests).toMatchObject([{ query: { limit: '100' } }]);
  });
});

faultMatrix(ListCustomers, { application: Stripe, input, reply, nextReply, emptyReply: listOf([], '/v1/customers') });
