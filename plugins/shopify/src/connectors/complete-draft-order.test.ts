import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { draftOrder } from '../../test/draft-order.ts';
import { Shopify } from '../shopify.application.ts';
import { CompleteDraftOrder } from './complete-draft-order.ts';

const input = { id: '181', sourceName: 'erp' };
const reply = answer({
  draftOrder: { ...draftOrder, status: 'COMPLETED', order: { id: 'gid://shopify/Order/1002', name: '#1002' } },
  userErrors: [],
});

describe('CompleteDraftOrder', () => {
  it('makes an order of a draft', async () => {
    const api = testConnector(CompleteDraftOrder, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: draftOrderComplete(id: $id'),
          variables: { id: 'gid://shopify/DraftOrder/181', sourceName: 'erp' },
        },
      },
    ]);
    expect(output).toEqual(reply.data.answer);
  });
});

faultMatrix(CompleteDraftOrder, { application: Shopify, input, reply });
