import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { adjustment } from '../../test/inventory.ts';
import { Shopify } from '../shopify.application.ts';
import { SetInventory } from './set-inventory.ts';

const input = { quantities: [{ inventoryItemId: '111', locationId: '91', quantity: 12 }] };
const reply = answer(adjustment(2));

describe('SetInventory', () => {
  it('sets a quantity without a comparison, once per message', async () => {
    const api = testConnector(SetInventory, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: inventorySetQuantities(input: $input) @idempotent(key: $idempotencyKey)'),
          variables: {
            input: {
              name: 'available',
              reason: 'correction',
              quantities: [
                {
                  inventoryItemId: 'gid://shopify/InventoryItem/111',
                  locationId: 'gid://shopify/Location/91',
                  quantity: 12,
                  changeFromQuantity: null,
                },
              ],
            },
            idempotencyKey: expect.stringMatching(/\S/),
          },
        },
      },
    ]);
    expect(output).toEqual(adjustment(2));
  });
});

faultMatrix(SetInventory, { application: Shopify, input, reply });
