import { listOf } from './answer.ts';

const place = { id: 'gid://shopify/Location/91', name: 'Harbour' };

export const inventoryItem = {
  id: 'gid://shopify/InventoryItem/111',
  legacyResourceId: '111',
  sku: 'MUG-B',
  tracked: true,
  requiresShipping: true,
  createdAt: '2026-01-20T08:00:00Z',
  updatedAt: '2026-11-20T08:00:00Z',
  countryCodeOfOrigin: 'DE',
  provinceCodeOfOrigin: null,
  harmonizedSystemCode: '691200',
  duplicateSkuCount: 0,
  inventoryHistoryUrl: 'https://sample.myshopify.com/admin/products/51/variants/61/inventory_history',
  unitCost: { amount: '6.50', currencyCode: 'EUR' },
  measurement: { id: 'gid://shopify/InventoryItemMeasurement/112', weight: { value: 250, unit: 'GRAMS' } },
  variants: listOf([{ id: 'gid://shopify/ProductVariant/61', displayName: 'Mug - blue' }]),
  inventoryLevels: listOf([
    {
      id: 'gid://shopify/InventoryLevel/113?inventory_item_id=111',
      isActive: true,
      createdAt: '2026-01-20T08:00:00Z',
      updatedAt: '2026-11-20T08:00:00Z',
      location: place,
      quantities: [
        { id: 'gid://shopify/InventoryQuantity/114', name: 'available', quantity: 12, updatedAt: '2026-11-20T08:00:00Z' },
        { id: 'gid://shopify/InventoryQuantity/115', name: 'committed', quantity: 1, updatedAt: null },
      ],
    },
  ]),
};

/** What a change of the stock by a quantity answers. */
export function adjustment(delta: number) {
  return {
    inventoryAdjustmentGroup: {
      id: 'gid://shopify/InventoryAdjustmentGroup/171',
      reason: 'correction',
      referenceDocumentUri: 'gid://erp/Count/17',
      createdAt: '2026-11-24T08:00:00Z',
      app: { id: 'gid://shopify/App/1', title: 'Mortise' },
      changes: [
        {
          name: 'available',
          delta,
          quantityAfterChange: 12,
          ledgerDocumentUri: null,
          item: { id: 'gid://shopify/InventoryItem/111', sku: 'MUG-B' },
          location: place,
        },
      ],
    },
    userErrors: [],
  };
}
