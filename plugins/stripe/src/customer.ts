import { z } from 'zod';
import { Address, Shipping } from './address.ts';
import { Discount } from './discount.ts';
import { Subscription } from './subscription.ts';
import { Currency, Livemode, listOf, Metadata, Reference, Timestamp } from './values.ts';

/** @see https://docs.stripe.com/api/tax_ids/object */
const TaxId = z.looseObject({
  id: z.string(),
  object: z.literal('tax_id').optional(),
  country: z.string().nullish(),
  created: Timestamp.optional(),
  customer: Reference.nullish(),
  customer_account: z.string().nullish(),
  livemode: Livemode.optional(),
  owner: z
    .looseObject({
      type: z.string(),
      account: Reference.optional(),
      application: Reference.optional(),
      customer: Reference.optional(),
      customer_account: z.string().nullish(),
    })
    .nullish(),
  type: z.string().optional().meta({ description: 'For example eu_vat' }),
  value: z.string().optional(),
  verification: z
    .looseObject({
      status: z.string().optional(),
      verified_address: z.string().nullish(),
      verified_name: z.string().nullish(),
    })
    .nullish(),
});

/** @see https://docs.stripe.com/api/customers/object */
export const Customer = z.looseObject({
  id: z.string(),
  object: z.literal('customer'),
  address: Address.nullish(),
  balance: z
    .int()
    .optional()
    .meta({ description: 'Smallest unit; negative is credit for the next invoice, positive is added to it' }),
  business_name: z.string().nullish(),
  cash_balance: z
    .looseObject({
      object: z.literal('cash_balance').optional(),
      available: z.record(z.string(), z.int()).nullish().meta({ description: 'By currency' }),
      customer: z.string().optional(),
      customer_account: z.string().nullish(),
      livemode: Livemode.optional(),
      settings: z
        .looseObject({ reconciliation_mode: z.string().optional(), using_merchant_default: z.boolean().optional() })
        .optional(),
    })
    .nullish(),
  created: Timestamp,
  currency: Currency.nullish(),
  customer_account: z.string().nullish(),
  default_source: Reference.nullish(),
  delinquent: z.boolean().nullish().meta({ description: 'Whether the last invoice that was to be charged is unpaid' }),
  description: z.string().nullish(),
  discount: Discount.nullish(),
  email: z.string().nullish(),
  individual_name: z.string().nullish(),
  invoice_credit_balance: z.record(z.string(), z.int()).optional().meta({ description: 'By currency' }),
  invoice_prefix: z.string().nullish(),
  invoice_settings: z
    .looseObject({
      custom_fields: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
      default_payment_method: Reference.nullish(),
      footer: z.string().nullish(),
      rendering_options: z.looseObject({ amount_tax_display: z.string().nullish(), template: z.string().nullish() }).nullish(),
    })
    .optional(),
  livemode: Livemode,
  metadata: Metadata.optional(),
  name: z.string().nullish(),
  next_invoice_sequence: z.int().optional(),
  phone: z.string().nullish(),
  preferred_locales: z.array(z.string()).nullish(),
  shipping: Shipping.nullish(),
  sources: listOf(z.looseObject({ id: z.string() })).optional(),
  subscriptions: listOf(Subscription).optional(),
  tax: z
    .looseObject({
      automatic_tax: z.string(),
      ip_address: z.string().nullish(),
      location: z.looseObject({ country: z.string(), source: z.string().optional(), state: z.string().nullish() }).nullish(),
      provider: z.string().optional(),
    })
    .optional(),
  tax_exempt: z.string().nullish().meta({ description: 'none, exempt or reverse' }),
  tax_ids: listOf(TaxId).optional(),
  test_clock: Reference.nullish(),
});

/** What is left of a customer that was deleted. */
export const DeletedCustomer = z.looseObject({ id: z.string(), object: z.literal('customer'), deleted: z.literal(true) });
