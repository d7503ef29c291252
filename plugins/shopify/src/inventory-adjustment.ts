import { z } from 'zod';

export const adjustmentFields = `id reason referenceDocumentUri createdAt app { id title }
  changes { name delta quantityAfterChange ledgerDocumentUri item { id sku } location { id name } }`;

/** What a change of stock did. @see https://shopify.dev/docs/api/admin-graphql/latest/objects/InventoryAdjustmentGroup */
export const Adjustment = z.looseObject({
  id: z.string(),
  reason: z.string(),
  referenceDocumentUri: z.string().nullable(),
  createdAt: z.string(),
  app: z.looseObject({ id: z.string(), title: z.string() }).nullable(),
  changes: z.array(
    z.looseObject({
      name: z.string(),
      delta: z.int(),
      quantityAfterChange: z.int().nullable(),
      ledgerDocumentUri: z.string().nullable(),
      item: z.looseObject({ id: z.string(), sku: z.string().nullable() }).nullable(),
      location: z.looseObject({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
});

/** Absent, and so unchanged, where the quantities were as wanted already. */
export const AdjustmentAnswer = z.looseObject({ inventoryAdjustmentGroup: Adjustment.nullable() });

/** @see https://shopify.dev/docs/apps/build/orders-fulfillment/inventory-management-apps/manage-quantities-states */
export const reason = z
  .string()
  .default('correction')
  .meta({ description: 'A word of Shopify, such as correction, received or damaged' });

export const referenceDocumentUri = z
  .string()
  .optional()
  .meta({ title: 'Document', description: 'What the change comes from, for example gid://erp/Receipt/17' });

/** Shopify wants it said, even where nothing is compared. */
export const changeFromQuantity = z
  .int()
  .nullable()
  .default(null)
  .meta({ title: 'Expected before', description: 'Refused where there is another quantity; null for no such check' });
