import { moneyBag } from './money.ts';

export const transaction = {
  id: 'gid://shopify/OrderTransaction/121',
  kind: 'SALE',
  status: 'SUCCESS',
  gateway: 'shopify_payments',
  formattedGateway: 'Shopify payments',
  paymentId: 'c1234.1',
  test: false,
  createdAt: '2026-11-20T08:00:00Z',
  processedAt: '2026-11-20T08:00:00Z',
  errorCode: null,
  accountNumber: '•••• 4242',
  manualPaymentGateway: false,
  amountSet: moneyBag('19.90'),
  parentTransaction: null,
};
