import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { upTo } from '../connection.ts';
import { InventoryItem, inventoryItemFields, inventoryItemId } from '../inventory-item.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/queries/inventoryItem */
export class GetInventory extends AdminConnector {
  readonly name = 'get-inventory';
  readonly title = 'Get the inventory of an item';
  override readonly description = 'What there is of it at each location.';
  readonly input = z.object({ id: inventoryItemId, levels: upTo(50, 'Locations') });
  readonly output = InventoryItem;
  readonly query = `query GetInventory($id: ID!, $levels: Int!) { answer: inventoryItem(id: $id) { ${inventoryItemFields} } }`;
}
