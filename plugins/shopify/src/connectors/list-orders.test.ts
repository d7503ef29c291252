import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { page } from '../../test/answer.ts';
import { order } from '../../test/order.ts';
import { Shopify } from '../shopify.application.ts';
import { ListOrders } from './list-orders.ts';

const input = { query: 'financial_status:paid', sortKey: 'UPDATED_AT' as const, first: 1 };
const second = { ...order, id: `${order.id}2` };
const reply = page([order], 'eyJsYXN0X2lkIjo0MX0=');
const nextReply = page([second]);

describe('ListOrders', () => {
  it('lists orders that fit a search, page by page', async () => {
    const api = testConnector(ListOrders, { application: Shopify });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[order], [second]]);
    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: orders(query: $query'),
          variables: { query: 'financial_status:paid', sortKey: 'UPDATED_AT', first: 1 },
        },
      },
      { body: { variables: { after: 'eyJsYXN0X2lkIjo0MX0=' } } },
    ]);
  });
});

faultMatrix(ListOrders, { application: Shopify, input, reply, nextReply });
