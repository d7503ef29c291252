import { z } from 'zod';
import { Money, Reference, Timestamp } from './values.ts';

/** @see https://docs.stripe.com/api/discounts/object */
export const Discount = z.looseObject({
  id: z.string(),
  object: z.literal('discount').optional(),
  checkout_session: z.string().nullish(),
  customer: Reference.nullish(),
  customer_account: z.string().nullish(),
  end: Timestamp.nullish(),
  invoice: z.string().nullish(),
  invoice_item: z.string().nullish(),
  promotion_code: Reference.nullish(),
  source: z.looseObject({ type: z.string(), coupon: Reference.nullish() }).optional(),
  start: Timestamp.optional(),
  subscription: z.string().nullish(),
  subscription_item: z.string().nullish(),
});

/** What a discount takes off. */
export const DiscountAmount = z.looseObject({ amount: Money, discount: Discount });

/** Credit that is used before tax. */
export const PretaxCredit = z.looseObject({
  amount: Money,
  type: z.string().optional().meta({ description: 'discount or credit_balance_transaction' }),
  credit_balance_transaction: Reference.nullish(),
  discount: Reference.optional(),
});
