import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { inventoryItem } from '../../test/inventory.ts';
import { Shopify } from '../shopify.application.ts';
import { GetInventory } from './get-inventory.ts';

const input = { id: '111' };
const reply = answer(inventoryItem);

describe('GetInventory', () => {
  it('asks for the quantities of an item at its locations', async () => {
    const api = testConnector(GetInventory, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: {
          query: expect.stringContaining('answer: inventoryItem(id: $id)'),
          variables: { id: 'gid://shopify/InventoryItem/111', levels: 50 },
        },
      },
    ]);
    expect(output).toEqual(inventoryItem);
  });
});

faultMatrix(GetInventory, { application: Shopify, input, reply });
