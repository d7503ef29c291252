import { z } from 'zod';
import { Address, addressFields } from './address.ts';
import { Attribute, attributeFields } from './attribute.ts';
import { connectionOf, pageInfoFields } from './connection.ts';
import { gid } from './gid.ts';
import { MoneyBag, moneyBagFields } from './money.ts';

export const draftOrderId = gid('DraftOrder', 'Draft order');

const discountFields = `title description value valueType amountSet { ${moneyBagFields} }`;

export const draftOrderFields = `id legacyResourceId name status ready email phone note2 poNumber tags createdAt updatedAt completedAt
  invoiceSentAt invoiceUrl reserveInventoryUntil currencyCode presentmentCurrencyCode taxExempt taxesIncluded discountCodes
  totalQuantityOfLineItems totalWeight customAttributes { ${attributeFields} } customer { id displayName } order { id name }
  billingAddress { ${addressFields} } shippingAddress { ${addressFields} } appliedDiscount { ${discountFields} }
  shippingLine { title code originalPriceSet { ${moneyBagFields} } discountedPriceSet { ${moneyBagFields} } }
  subtotalPriceSet { ${moneyBagFields} } totalDiscountsSet { ${moneyBagFields} } totalShippingPriceSet { ${moneyBagFields} }
  totalTaxSet { ${moneyBagFields} } totalPriceSet { ${moneyBagFields} } warnings { errorCode field message }
  lineItems(first: 50) { nodes { id uuid name title variantTitle sku vendor quantity custom requiresShipping taxable isGiftCard
    customAttributes { ${attributeFields} } product { id } variant { id } appliedDiscount { ${discountFields} }
    originalUnitPriceSet { ${moneyBagFields} } discountedTotalSet { ${moneyBagFields} } } ${pageInfoFields} }`;

const text = z.string().nullable();

const Discount = z
  .looseObject({
    title: text,
    description: z.string(),
    value: z.number(),
    valueType: z.string(),
    amountSet: MoneyBag,
  })
  .nullable();

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/DraftOrder */
export const DraftOrder = z.looseObject({
  id: z.string(),
  legacyResourceId: z.string(),
  name: z.string(),
  status: z.string(),
  ready: z.boolean().meta({ description: 'Whether its amounts are calculated; until then it cannot be completed' }),
  email: text,
  phone: text,
  note2: text,
  poNumber: text,
  tags: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  completedAt: text,
  invoiceSentAt: text,
  invoiceUrl: text.meta({ description: 'Where the customer pays' }),
  reserveInventoryUntil: text,
  currencyCode: z.string(),
  presentmentCurrencyCode: z.string(),
  taxExempt: z.boolean(),
  taxesIncluded: z.boolean(),
  discountCodes: z.array(z.string()),
  totalQuantityOfLineItems: z.int(),
  totalWeight: z.string(),
  customAttributes: z.array(Attribute),
  customer: z.looseObject({ id: z.string(), displayName: z.string() }).nullable(),
  order: z.looseObject({ id: z.string(), name: z.string() }).nullable(),
  billingAddress: Address.nullable(),
  shippingAddress: Address.nullable(),
  appliedDiscount: Discount,
  shippingLine: z
    .looseObject({ title: z.string(), code: text, originalPriceSet: MoneyBag, discountedPriceSet: MoneyBag })
    .nullable(),
  subtotalPriceSet: MoneyBag,
  totalDiscountsSet: MoneyBag,
  totalShippingPriceSet: MoneyBag,
  totalTaxSet: MoneyBag,
  totalPriceSet: MoneyBag,
  warnings: z.array(z.looseObject({ errorCode: z.string(), field: z.string(), message: z.string() })),
  lineItems: connectionOf(
    z.looseObject({
      id: z.string(),
      uuid: z.string(),
      name: z.string(),
      title: z.string(),
      variantTitle: text,
      sku: text,
      vendor: text,
      quantity: z.int(),
      custom: z.boolean().meta({ description: 'Whether it is no variant of the shop' }),
      requiresShipping: z.boolean(),
      taxable: z.boolean(),
      isGiftCard: z.boolean(),
      customAttributes: z.array(Attribute),
      product: z.looseObject({ id: z.string() }).nullable(),
      variant: z.looseObject({ id: z.string() }).nullable(),
      appliedDiscount: Discount,
      originalUnitPriceSet: MoneyBag,
      discountedTotalSet: MoneyBag,
    }),
  ),
});
