import type { ActionContext, InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { AdjustmentAnswer, adjustmentFields, changeFromQuantity, reason, referenceDocumentUri } from '../inventory-adjustment.ts';
import { inventoryItemId, locationId } from '../inventory-item.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/inventoryAdjustQuantities */
export class AdjustInventory extends AdminConnector {
  readonly name = 'adjust-inventory';
  readonly title = 'Adjust inventory';
  readonly input = z.object({
    name: z
      .enum(['available', 'damaged', 'incoming', 'on_hand', 'quality_control', 'reserved', 'safety_stock'])
      .default('available'),
    reason,
    referenceDocumentUri,
    changes: z
      .array(
        z.object({
          inventoryItemId,
          locationId,
          delta: z.int().meta({ description: 'What is added; taken away where it is negative' }),
          changeFromQuantity,
          ledgerDocumentUri: z.string().optional().meta({ description: 'Needed for all names but available' }),
        }),
      )
      .min(1)
      .max(250),
  });
  readonly output = AdjustmentAnswer;
  readonly query = `mutation AdjustInventory($input: InventoryAdjustQuantitiesInput!, $idempotencyKey: String!) {
    answer: inventoryAdjustQuantities(input: $input) @idempotent(key: $idempotencyKey) {
      inventoryAdjustmentGroup { ${adjustmentFields} } userErrors { field message code } } }`;

  override variables(input: InputOf<AdjustInventory>, { idempotencyKey }: ActionContext) {
    return { input, idempotencyKey };
  }
}
