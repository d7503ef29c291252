import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { page } from '../../test/answer.ts';
import { customer } from '../../test/customer.ts';
import { Shopify } from '../shopify.application.ts';
import { ListCustomers } from './list-customers.ts';

const input = { query: 'tag:vip', sortKey: 'NAME' as const, reverse: true, first: 1 };
const second = { ...customer, id: `${customer.id}2` };
const reply = page([customer], 'eyJsYXN0X2lkIjo0MX0=');
const nextReply = page([second]);

describe('ListCustomers', () => {
  it('lists customers that fit a search, page by page', async () => {
    const api = testConnector(ListCustomers, { application: Shopify });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[customer], [second]]);
    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: { query: expect.stringContaining('answer: customers(query: $query'), variables: input },
      },
      { body: { variables: { after: 'eyJsYXN0X2lkIjo0MX0=' } } },
    ]);
  });
});

faultMatrix(ListCustomers, { application: Shopify, input, reply, nextReply });
