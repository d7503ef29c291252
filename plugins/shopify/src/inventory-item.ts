import { z } from 'zod';
import { connectionOf, pageInfoFields } from './connection.ts';
import { gid } from './gid.ts';
import { Money, moneyFields } from './money.ts';

export const inventoryItemId = gid('InventoryItem', 'Inventory item');
export const locationId = gid('Location', 'Location');

/** Each name of a quantity that Shopify counts. */
const quantityNames = ['available', 'committed', 'damaged', 'incoming', 'on_hand', 'quality_control', 'reserved', 'safety_stock'];

/** Selected with the variable `$levels`. */
export const inventoryItemFields = `id legacyResourceId sku tracked requiresShipping createdAt updatedAt countryCodeOfOrigin
  provinceCodeOfOrigin harmonizedSystemCode duplicateSkuCount inventoryHistoryUrl unitCost { ${moneyFields} }
  measurement { id weight { value unit } } variants(first: 10) { nodes { id displayName } ${pageInfoFields} }
  inventoryLevels(first: $levels) { nodes { id isActive createdAt updatedAt location { id name }
    quantities(names: ${JSON.stringify(quantityNames)}) { id name quantity updatedAt } } ${pageInfoFields} }`;

const text = z.string().nullable();

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/InventoryItem */
export const InventoryItem = z.looseObject({
  id: z.string(),
  legacyResourceId: z.string(),
  sku: text,
  tracked: z.boolean(),
  requiresShipping: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  countryCodeOfOrigin: text,
  provinceCodeOfOrigin: text,
  harmonizedSystemCode: text,
  duplicateSkuCount: z.int(),
  inventoryHistoryUrl: text,
  unitCost: Money.nullable(),
  measurement: z.looseObject({ id: z.string(), weight: z.looseObject({ value: z.number(), unit: z.string() }).nullable() }),
  variants: connectionOf(z.looseObject({ id: z.string(), displayName: z.string() })).nullable(),
  inventoryLevels: connectionOf(
    z.looseObject({
      id: z.string(),
      isActive: z.boolean(),
      createdAt: z.string(),
      updatedAt: z.string(),
      location: z.looseObject({ id: z.string(), name: z.string() }),
      quantities: z.array(z.looseObject({ id: z.string(), name: z.string(), quantity: z.int(), updatedAt: text })),
    }),
  ),
});
