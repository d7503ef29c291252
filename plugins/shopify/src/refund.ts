import { z } from 'zod';
import { connectionOf, pageInfoFields } from './connection.ts';
import { MoneyBag, moneyBagFields } from './money.ts';
import { Transaction, transactionFields } from './transaction.ts';

export const refundFields = `id legacyResourceId note createdAt processedAt updatedAt totalRefundedSet { ${moneyBagFields} }`;

export const refundDetailFields = `${refundFields}
  refundLineItems(first: 20) { nodes { id quantity restocked restockType lineItem { id sku } location { id }
    subtotalSet { ${moneyBagFields} } totalTaxSet { ${moneyBagFields} } } ${pageInfoFields} }
  transactions(first: 10) { nodes { ${transactionFields} } ${pageInfoFields} }`;

/** @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Refund */
export const Refund = z.looseObject({
  id: z.string(),
  legacyResourceId: z.string(),
  note: z.string().nullable(),
  createdAt: z.string().nullable(),
  processedAt: z.string(),
  updatedAt: z.string(),
  totalRefundedSet: MoneyBag,
});

export const RefundDetail = Refund.extend({
  refundLineItems: connectionOf(
    z.looseObject({
      id: z.string().nullable(),
      quantity: z.int(),
      restocked: z.boolean(),
      restockType: z.string(),
      lineItem: z.looseObject({ id: z.string(), sku: z.string().nullable() }),
      location: z.looseObject({ id: z.string() }).nullable(),
      subtotalSet: MoneyBag,
      totalTaxSet: MoneyBag,
    }),
  ),
  transactions: connectionOf(Transaction),
});
