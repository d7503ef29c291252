import { z } from 'zod';
import { gid } from './gid.ts';

export const variantId = gid('ProductVariant', 'Variant');

export const variantFields = `id legacyResourceId title displayName sku barcode price compareAtPrice position taxable availableForSale
  inventoryPolicy inventoryQuantity sellableOnlineQuantity requiresComponents createdAt updatedAt selectedOptions { name value }
  inventoryItem { id tracked requiresShipping } product { id title }`;

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/ProductVariant */
export const Variant = z.looseObject({
  id: z.string(),
  legacyResourceId: z.string(),
  title: z.string(),
  displayName: z.string(),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  price: z.string(),
  compareAtPrice: z.string().nullable(),
  position: z.int(),
  taxable: z.boolean(),
  availableForSale: z.boolean(),
  inventoryPolicy: z.string(),
  inventoryQuantity: z.int().nullable(),
  sellableOnlineQuantity: z.int(),
  requiresComponents: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  selectedOptions: z.array(z.looseObject({ name: z.string(), value: z.string() })),
  inventoryItem: z.looseObject({ id: z.string(), tracked: z.boolean(), requiresShipping: z.boolean() }),
  product: z.looseObject({ id: z.string(), title: z.string() }),
});
