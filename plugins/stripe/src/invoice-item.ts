import { z } from 'zod';
import { TaxRate } from './tax-rate.ts';
import { Currency, Decimal, Livemode, Metadata, Money, Reference, Timestamp } from './values.ts';

/** @see https://docs.stripe.com/api/invoiceitems/object */
export const InvoiceItem = z.looseObject({
  id: z.string(),
  object: z.literal('invoiceitem'),
  amount: Money,
  currency: Currency,
  customer: Reference,
  customer_account: z.string().nullish(),
  date: Timestamp,
  description: z.string().nullish(),
  discountable: z.boolean(),
  discounts: z.array(Reference).nullish(),
  frozen_fields: z.array(z.string()).optional().meta({ description: 'What cannot be changed any more' }),
  invoice: Reference.nullish(),
  invoicing_rules: z.array(z.looseObject({ type: z.string() })).optional(),
  livemode: Livemode,
  metadata: Metadata.nullish(),
  net_amount: Money.optional(),
  parent: z
    .looseObject({
      type: z.string(),
      subscription_details: z.looseObject({ subscription: z.string(), subscription_item: z.string().optional() }).nullish(),
    })
    .nullish(),
  period: z.looseObject({ start: Timestamp, end: Timestamp }),
  pricing: z
    .looseObject({
      type: z.string(),
      price_details: z.looseObject({ price: Reference, product: z.string() }).optional(),
      unit_amount_decimal: Decimal.nullish(),
    })
    .nullish(),
  proration: z.boolean(),
  proration_details: z
    .looseObject({
      credited_items: z
        .looseObject({
          type: z.string(),
          invoice_item: z.string().optional(),
          invoice_line_item_details: z.looseObject({ invoice: z.string(), invoice_line_items: z.array(z.string()) }).optional(),
        })
        .nullish()
        .meta({ description: 'What a credit takes back' }),
      discount_amounts: z.array(z.looseObject({ amount: Money, discount: Reference })).optional(),
    })
    .optional(),
  quantity: z.number(),
  quantity_decimal: Decimal.optional(),
  tax_rates: z.array(TaxRate).nullish(),
  test_clock: Reference.nullish(),
});
