import { listOf } from './answer.ts';
import { moneyBag } from './money.ts';
import { transaction } from './transaction.ts';

export const refund = {
  id: 'gid://shopify/Refund/131',
  legacyResourceId: '131',
  note: 'Broken',
  createdAt: '2026-11-22T08:00:00Z',
  processedAt: '2026-11-22T08:00:00Z',
  updatedAt: '2026-11-22T08:00:00Z',
  totalRefundedSet: moneyBag('19.90'),
};

export const refundDetail = {
  ...refund,
  refundLineItems: listOf([
    {
      id: 'gid://shopify/RefundLineItem/132',
      quantity: 1,
      restocked: false,
      restockType: 'NO_RESTOCK',
      lineItem: { id: 'gid://shopify/LineItem/41', sku: 'MUG-B' },
      location: null,
      subtotalSet: moneyBag('19.90'),
      totalTaxSet: moneyBag('3.18'),
    },
  ]),
  transactions: listOf([{ ...transaction, kind: 'REFUND', parentTransaction: { id: transaction.id } }]),
};
