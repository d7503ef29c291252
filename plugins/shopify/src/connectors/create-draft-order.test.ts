import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { draftOrder } from '../../test/draft-order.ts';
import { Shopify } from '../shopify.application.ts';
import { CreateDraftOrder } from './create-draft-order.ts';

const input = {
  lineItems: [{ variantId: '61', quantity: 2 }],
  purchasingEntity: { customerId: '21' },
  appliedDiscount: { value: 10, valueType: 'PERCENTAGE' as const, description: 'For waiting' },
};
const reply = answer({ draftOrder, userErrors: [] });

describe('CreateDraftOrder', () => {
  it('sends lines and the buyer', async () => {
    const api = testConnector(CreateDraftOrder, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: draftOrderCreate(input: $input)'),
          variables: {
            input: {
              lineItems: [{ variantId: 'gid://shopify/ProductVariant/61', quantity: 2 }],
              purchasingEntity: { customerId: 'gid://shopify/Customer/21' },
              appliedDiscount: { value: 10, valueType: 'PERCENTAGE', description: 'For waiting' },
            },
          },
        },
      },
    ]);
    expect(output).toEqual({ draftOrder, userErrors: [] });
  });
});

faultMatrix(CreateDraftOrder, { application: Shopify, input, reply });
