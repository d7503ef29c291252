import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { adjustment } from '../../test/inventory.ts';
import { Shopify } from '../shopify.application.ts';
import { AdjustInventory } from './adjust-inventory.ts';

const input = {
  reason: 'damaged',
  referenceDocumentUri: 'gid://erp/Count/17',
  changes: [{ inventoryItemId: '111', locationId: '91', delta: -1, changeFromQuantity: 13 }],
};
const reply = answer(adjustment(-1));

describe('AdjustInventory', () => {
  it('takes from a quantity that it knows, once per message', async () => {
    const api = testConnector(AdjustInventory, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: inventoryAdjustQuantities(input: $input) @idempotent(key: $idempotencyKey)'),
          variables: {
            input: {
              name: 'available',
              reason: 'damaged',
              referenceDocumentUri: 'gid://erp/Count/17',
              changes: [
                {
                  inventoryItemId: 'gid://shopify/InventoryItem/111',
                  locationId: 'gid://shopify/Location/91',
                  delta: -1,
                  changeFromQuantity: 13,
                },
              ],
            },
            idempotencyKey: expect.stringMatching(/\S/),
          },
        },
      },
    ]);
    expect(output).toEqual(adjustment(-1));
  });
});

faultMatrix(AdjustInventory, { application: Shopify, input, reply });
