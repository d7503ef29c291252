import { z } from 'zod';
import { anyGid, gid } from './gid.ts';
import { MetafieldInput } from './metafield.ts';
import { variantId } from './product-variant.ts';
import { amount, countryCode } from './values.ts';

const unit = z.string().meta({ description: 'For example KG, L or ITEM' });

/** @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/InventoryItemInput */
const InventoryItemInput = z.object({
  sku: z.string().optional(),
  tracked: z.boolean().optional().meta({ description: 'Whether stock is counted' }),
  cost: amount.optional(),
  requiresShipping: z.boolean().optional(),
  countryCodeOfOrigin: countryCode.optional(),
  provinceCodeOfOrigin: z.string().optional(),
  harmonizedSystemCode: z.string().optional(),
  countryHarmonizedSystemCodes: z
    .array(z.object({ countryCode: countryCode.optional(), harmonizedSystemCode: z.string() }))
    .optional(),
  measurement: z
    .object({
      weight: z.object({ value: z.number().min(0), unit: z.enum(['GRAMS', 'KILOGRAMS', 'OUNCES', 'POUNDS']) }).optional(),
      shippingPackageId: gid('ShippingPackage').optional(),
    })
    .optional(),
});

/** @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/ProductVariantsBulkInput */
export const VariantInput = z.object({
  id: variantId,
  price: amount.optional(),
  compareAtPrice: amount.nullable().optional().meta({ description: 'What it cost before; null for none' }),
  barcode: z.string().optional(),
  inventoryItem: InventoryItemInput.optional(),
  inventoryPolicy: z.enum(['CONTINUE', 'DENY']).optional().meta({ description: 'Whether it is sold when there is none left' }),
  quantityAdjustments: z
    .array(
      z.object({
        locationId: gid('Location', 'Location'),
        adjustment: z.int().nullable(),
        changeFromQuantity: z.int().nullable().default(null),
      }),
    )
    .optional(),
  optionValues: z
    .array(
      z.object({
        optionId: gid('ProductOption').optional(),
        optionName: z.string().optional(),
        id: gid('ProductOptionValue').optional(),
        name: z.string().optional(),
        linkedMetafieldValue: z.string().optional(),
      }),
    )
    .optional(),
  mediaId: anyGid('Medium', 'Of the product, for example gid://shopify/MediaImage/1').optional(),
  mediaSrc: z.array(z.url()).optional(),
  taxable: z.boolean().optional(),
  taxCode: z.string().optional(),
  requiresComponents: z.boolean().optional(),
  showUnitPrice: z.boolean().optional(),
  unitPriceMeasurement: z
    .object({
      quantityValue: z.number().optional(),
      quantityUnit: unit.optional(),
      referenceValue: z.int().optional(),
      referenceUnit: unit.optional(),
    })
    .optional(),
  metafields: z.array(MetafieldInput).optional(),
});
