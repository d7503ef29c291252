import { z } from 'zod';
import { PretaxCredit } from './discount.ts';
import { InvoiceTax } from './tax-rate.ts';
import { Currency, Decimal, Livemode, Metadata, Money, Reference, Timestamp } from './values.ts';

const ProrationDetails = z.looseObject({
  credited_items: z
    .looseObject({ invoice: z.string(), invoice_line_items: z.array(z.string()) })
    .nullish()
    .meta({ description: 'What a credit takes back' }),
});

/** @see https://docs.stripe.com/api/invoice-line-item/object */
export const InvoiceLine = z.looseObject({
  id: z.string(),
  object: z.literal('line_item'),
  amount: Money,
  currency: Currency,
  description: z.string().nullish(),
  discount_amounts: z.array(z.looseObject({ amount: Money, discount: Reference })).nullish(),
  discountable: z.boolean().optional(),
  discounts: z.array(Reference).optional(),
  invoice: z.string().nullish(),
  livemode: Livemode.optional(),
  metadata: Metadata.optional(),
  parent: z
    .looseObject({
      type: z.string(),
      invoice_item_details: z
        .looseObject({
          invoice_item: z.string(),
          proration: z.boolean().optional(),
          proration_details: ProrationDetails.nullish(),
          subscription: z.string().nullish(),
        })
        .nullish(),
      subscription_item_details: z
        .looseObject({
          invoice_item: z.string().nullish(),
          proration: z.boolean().optional(),
          proration_details: ProrationDetails.nullish(),
          subscription: z.string().nullish(),
          subscription_item: z.string(),
        })
        .nullish(),
    })
    .nullish()
    .meta({ description: 'What the line comes from' }),
  period: z.looseObject({ start: Timestamp, end: Timestamp }).optional(),
  pretax_credit_amounts: z.array(PretaxCredit).nullish(),
  pricing: z
    .looseObject({
      type: z.string(),
      price_details: z.looseObject({ price: Reference, product: z.string() }).optional(),
      unit_amount_decimal: Decimal.nullish(),
    })
    .nullish(),
  quantity: z.number().nullish(),
  quantity_decimal: Decimal.nullish(),
  subscription: Reference.nullish(),
  subtotal: Money.optional(),
  taxes: z.array(InvoiceTax).nullish(),
});
