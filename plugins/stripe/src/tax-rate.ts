import { z } from 'zod';
import { Currency, Livemode, Metadata, Money, Reference, Timestamp } from './values.ts';

/** @see https://docs.stripe.com/api/tax_rates/object */
export const TaxRate = z.looseObject({
  id: z.string(),
  object: z.literal('tax_rate').optional(),
  active: z.boolean().optional(),
  country: z.string().nullish(),
  created: Timestamp.optional(),
  description: z.string().nullish(),
  display_name: z.string().optional(),
  effective_percentage: z.number().nullish(),
  flat_amount: z.looseObject({ amount: Money, currency: Currency }).nullish(),
  inclusive: z.boolean().optional().meta({ description: 'Whether prices include it' }),
  jurisdiction: z.string().nullish(),
  jurisdiction_level: z.string().nullish(),
  livemode: Livemode.optional(),
  metadata: Metadata.nullish(),
  percentage: z.number().optional(),
  rate_type: z.string().nullish(),
  state: z.string().nullish(),
  tax_type: z.string().nullish().meta({ description: 'For example vat' }),
});

/** What a line or a total is taxed with. */
export const TaxAmount = z.looseObject({
  amount: Money,
  rate: TaxRate.optional(),
  taxability_reason: z.string().nullish(),
  taxable_amount: Money.nullish(),
});

/** What an invoice or one of its lines is taxed with. */
export const InvoiceTax = z.looseObject({
  amount: Money,
  tax_behavior: z.string().optional().meta({ description: 'exclusive or inclusive' }),
  tax_rate_details: z.looseObject({ tax_rate: z.string() }).nullish(),
  taxability_reason: z.string().nullish(),
  taxable_amount: Money.nullish(),
  type: z.string().optional(),
});

/** What shipping costs. */
export const ShippingCost = z.looseObject({
  amount_subtotal: Money,
  amount_tax: Money,
  amount_total: Money,
  shipping_rate: Reference.nullish(),
  taxes: z.array(TaxAmount).optional(),
});
