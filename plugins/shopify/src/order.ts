import { z } from 'zod';
import { Address, addressFields } from './address.ts';
import { Attribute, attributeFields } from './attribute.ts';
import { connectionOf, pageInfoFields } from './connection.ts';
import { Fulfillment, fulfillmentFields } from './fulfillment.ts';
import { gid } from './gid.ts';
import { LineItem, lineItemFields } from './line-item.ts';
import { Metafield, metafieldFields } from './metafield.ts';
import { MoneyBag, moneyBagFields } from './money.ts';
import { Refund, refundFields } from './refund.ts';
import { TaxLine, taxLineFields } from './tax-line.ts';
import { Transaction, transactionFields } from './transaction.ts';

export const orderId = gid('Order', 'Order');

/** What an order says of itself, without the lists within it. */
export const orderFields = `id legacyResourceId name number email phone note poNumber tags test confirmed confirmationNumber
  createdAt processedAt updatedAt closed closedAt cancelledAt cancelReason currencyCode presentmentCurrencyCode customerLocale
  displayFinancialStatus displayFulfillmentStatus returnStatus fullyPaid unpaid refundable fulfillable requiresShipping edited
  taxesIncluded taxExempt dutiesIncluded estimatedTaxes totalWeight sourceName sourceIdentifier statusPageUrl paymentGatewayNames
  discountCodes subtotalLineItemsQuantity currentSubtotalLineItemsQuantity customAttributes { ${attributeFields} }
  customer { id displayName firstName lastName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } }
  billingAddress { ${addressFields} } shippingAddress { ${addressFields} }
  subtotalPriceSet { ${moneyBagFields} } totalDiscountsSet { ${moneyBagFields} } totalShippingPriceSet { ${moneyBagFields} }
  totalTaxSet { ${moneyBagFields} } totalPriceSet { ${moneyBagFields} } currentTotalPriceSet { ${moneyBagFields} }
  totalReceivedSet { ${moneyBagFields} } totalRefundedSet { ${moneyBagFields} } totalOutstandingSet { ${moneyBagFields} }
  netPaymentSet { ${moneyBagFields} }`;

/** Selected with the variable `$lineItems`. */
export const orderDetailFields = `${orderFields} lineItems(first: $lineItems) { nodes { ${lineItemFields} } ${pageInfoFields} }
  shippingLines(first: 5) { nodes { id title code source carrierIdentifier originalPriceSet { ${moneyBagFields} }
    discountedPriceSet { ${moneyBagFields} } } ${pageInfoFields} } taxLines { ${taxLineFields} }
  fulfillments(first: 10) { ${fulfillmentFields} } refunds(first: 10) { ${refundFields} } transactions(first: 10) { ${transactionFields} }
  metafields(first: 20) { nodes { ${metafieldFields} } ${pageInfoFields} }`;

const text = z.string().nullable();

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Order */
export const Order = z.looseObject({
  id: z.string(),
  legacyResourceId: z.string(),
  name: z.string().meta({ description: 'As the customer sees it, for example #1001' }),
  number: z.int(),
  email: text,
  phone: text,
  note: text,
  poNumber: text,
  tags: z.array(z.string()),
  test: z.boolean(),
  confirmed: z.boolean(),
  confirmationNumber: text,
  createdAt: z.string(),
  processedAt: z.string(),
  updatedAt: z.string(),
  closed: z.boolean(),
  closedAt: text,
  cancelledAt: text,
  cancelReason: text,
  currencyCode: z.string(),
  presentmentCurrencyCode: z.string(),
  customerLocale: text,
  displayFinancialStatus: text,
  displayFulfillmentStatus: z.string(),
  returnStatus: z.string(),
  fullyPaid: z.boolean(),
  unpaid: z.boolean(),
  refundable: z.boolean(),
  fulfillable: z.boolean(),
  requiresShipping: z.boolean(),
  edited: z.boolean(),
  taxesIncluded: z.boolean(),
  taxExempt: z.boolean(),
  dutiesIncluded: z.boolean(),
  estimatedTaxes: z.boolean(),
  totalWeight: text.meta({ description: 'In grams' }),
  sourceName: text,
  sourceIdentifier: text,
  statusPageUrl: z.string(),
  paymentGatewayNames: z.array(z.string()),
  discountCodes: z.array(z.string()),
  subtotalLineItemsQuantity: z.int(),
  currentSubtotalLineItemsQuantity: z.int(),
  customAttributes: z.array(Attribute),
  customer: z
    .looseObject({
      id: z.string(),
      displayName: z.string(),
      firstName: text,
      lastName: text,
      defaultEmailAddress: z.looseObject({ emailAddress: z.string() }).nullable(),
      defaultPhoneNumber: z.looseObject({ phoneNumber: z.string() }).nullable(),
    })
    .nullable(),
  billingAddress: Address.nullable(),
  shippingAddress: Address.nullable(),
  subtotalPriceSet: MoneyBag.nullable(),
  totalDiscountsSet: MoneyBag.nullable(),
  totalShippingPriceSet: MoneyBag,
  totalTaxSet: MoneyBag.nullable(),
  totalPriceSet: MoneyBag.meta({ description: 'As ordered' }),
  currentTotalPriceSet: MoneyBag.meta({ description: 'After edits, returns and refunds' }),
  totalReceivedSet: MoneyBag,
  totalRefundedSet: MoneyBag,
  totalOutstandingSet: MoneyBag,
  netPaymentSet: MoneyBag,
});

export const OrderDetail = Order.extend({
  lineItems: connectionOf(LineItem),
  taxLines: z.array(TaxLine),
  shippingLines: connectionOf(
    z.looseObject({
      id: text,
      title: z.string(),
      code: text,
      source: text,
      carrierIdentifier: text,
      originalPriceSet: MoneyBag,
      discountedPriceSet: MoneyBag,
    }),
  ),
  fulfillments: z.array(Fulfillment),
  refunds: z.array(Refund),
  transactions: z.array(Transaction),
  metafields: connectionOf(Metafield),
});
