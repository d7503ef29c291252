import { z } from 'zod';
import { MoneyBag, moneyBagFields } from './money.ts';

export const transactionFields = `id kind status gateway formattedGateway paymentId test createdAt processedAt errorCode accountNumber
  manualPaymentGateway amountSet { ${moneyBagFields} } parentTransaction { id }`;

/** Money that moved, or was meant to. @see https://shopify.dev/docs/api/admin-graphql/latest/objects/OrderTransaction */
export const Transaction = z.looseObject({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  gateway: z.string().nullable(),
  formattedGateway: z.string().nullable(),
  paymentId: z.string().nullable(),
  test: z.boolean(),
  createdAt: z.string(),
  processedAt: z.string().nullable(),
  errorCode: z.string().nullable(),
  accountNumber: z.string().nullable(),
  manualPaymentGateway: z.boolean(),
  amountSet: MoneyBag,
  parentTransaction: z.looseObject({ id: z.string() }).nullable(),
});
