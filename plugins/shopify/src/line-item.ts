import { z } from 'zod';
import { Attribute, attributeFields } from './attribute.ts';
import { MoneyBag, moneyBagFields } from './money.ts';
import { TaxLine, taxLineFields } from './tax-line.ts';

export const lineItemFields = `id name title variantTitle sku vendor quantity currentQuantity unfulfilledQuantity refundableQuantity
  nonFulfillableQuantity requiresShipping taxable isGiftCard restockable
  customAttributes { ${attributeFields} } product { id } variant { id barcode }
  originalUnitPriceSet { ${moneyBagFields} } discountedUnitPriceAfterAllDiscountsSet { ${moneyBagFields} }
  discountedTotalSet { ${moneyBagFields} }
  taxLines { ${taxLineFields} }`;

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/LineItem */
export const LineItem = z.looseObject({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  variantTitle: z.string().nullable(),
  sku: z.string().nullable(),
  vendor: z.string().nullable(),
  quantity: z.int().meta({ description: 'As ordered' }),
  currentQuantity: z.int().meta({ description: 'Without what was removed or refunded' }),
  unfulfilledQuantity: z.int(),
  refundableQuantity: z.int(),
  nonFulfillableQuantity: z.int(),
  requiresShipping: z.boolean(),
  taxable: z.boolean(),
  isGiftCard: z.boolean(),
  restockable: z.boolean(),
  customAttributes: z.array(Attribute),
  product: z.looseObject({ id: z.string() }).nullable(),
  variant: z.looseObject({ id: z.string(), barcode: z.string().nullable() }).nullable(),
  originalUnitPriceSet: MoneyBag,
  discountedUnitPriceAfterAllDiscountsSet: MoneyBag,
  discountedTotalSet: MoneyBag,
  taxLines: z.array(TaxLine),
});
