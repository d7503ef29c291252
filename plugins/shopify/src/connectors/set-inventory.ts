import type { ActionContext, InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { AdjustmentAnswer, adjustmentFields, changeFromQuantity, reason, referenceDocumentUri } from '../inventory-adjustment.ts';
import { inventoryItemId, locationId } from '../inventory-item.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/inventorySetQuantities */
export class SetInventory extends AdminConnector {
  readonly name = 'set-inventory';
  readonly title = 'Set inventory';
  override readonly description = 'To counted quantities; to add or take away, adjust it.';
  readonly input = z.object({
    name: z.enum(['available', 'on_hand']).default('available'),
    reason,
    referenceDocumentUri,
    quantities: z
      .array(z.object({ inventoryItemId, locationId, quantity: z.int(), changeFromQuantity }))
      .min(1)
      .max(250),
  });
  readonly output = AdjustmentAnswer;
  readonly query = `mutation SetInventory($input: InventorySetQuantitiesInput!, $idempotencyKey: String!) {
    answer: inventorySetQuantities(input: $input) @idempotent(key: $idempotencyKey) {
      inventoryAdjustmentGroup { ${adjustmentFields} } userErrors { field message code } } }`;

  override variables(input: InputOf<SetInventory>, { idempotencyKey }: ActionContext) {
    return { input, idempotencyKey };
  }
}
