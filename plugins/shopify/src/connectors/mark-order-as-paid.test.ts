import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { order } from '../../test/order.ts';
import { Shopify } from '../shopify.application.ts';
import { MarkOrderAsPaid } from './mark-order-as-paid.ts';

const input = { id: '1001' };
const reply = answer({ order, userErrors: [] });

describe('MarkOrderAsPaid', () => {
  it('says that an order was paid', async () => {
    const api = testConnector(MarkOrderAsPaid, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: orderMarkAsPaid(input: $input)'),
          variables: { input: { id: 'gid://shopify/Order/1001' } },
        },
      },
    ]);
    expect(output).toEqual({ order, userErrors: [] });
  });
});

faultMatrix(MarkOrderAsPaid, { application: Shopify, input, reply });
