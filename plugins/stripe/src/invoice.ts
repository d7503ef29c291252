import { z } from 'zod';
import { Address, Shipping } from './address.ts';
import { PretaxCredit } from './discount.ts';
import { Failure } from './failure.ts';
import { InvoiceLine } from './invoice-line.ts';
import { InvoiceTax, ShippingCost, TaxRate } from './tax-rate.ts';
import { AutomaticTax, Currency, Livemode, listOf, Metadata, Money, Reference, Timestamp } from './values.ts';

/** @see https://docs.stripe.com/api/invoice-payment/object */
const InvoicePayment = z.looseObject({
  id: z.string(),
  object: z.literal('invoice_payment').optional(),
  amount_paid: Money.nullish(),
  amount_requested: Money.optional(),
  created: Timestamp.optional(),
  currency: Currency.optional(),
  invoice: Reference.optional(),
  is_default: z.boolean().optional(),
  livemode: Livemode.optional(),
  payment: z
    .looseObject({
      type: z.string().meta({ description: 'payment_intent, charge or payment_record' }),
      charge: Reference.optional(),
      payment_intent: Reference.optional(),
      payment_record: Reference.optional(),
    })
    .optional(),
  status: z.string().optional(),
  status_transitions: z.looseObject({ canceled_at: Timestamp.nullish(), paid_at: Timestamp.nullish() }).optional(),
});

/** @see https://docs.stripe.com/api/invoices/object */
export const Invoice = z.looseObject({
  id: z.string(),
  object: z.literal('invoice'),
  account_country: z.string().nullish(),
  account_name: z.string().nullish(),
  account_tax_ids: z.array(Reference).nullish(),
  amount_due: Money,
  amount_overpaid: Money.optional(),
  amount_paid: Money,
  amount_paid_off_stripe: Money.optional(),
  amount_remaining: Money,
  amount_shipping: Money.optional(),
  application: Reference.nullish(),
  attempt_count: z.int(),
  attempted: z.boolean(),
  auto_advance: z.boolean().optional().meta({ description: 'Whether Stripe finalizes and collects it by itself' }),
  automatic_tax: AutomaticTax.optional(),
  automatically_finalizes_at: Timestamp.nullish(),
  billing_reason: z.string().nullish().meta({ description: 'For example manual, subscription_create, subscription_cycle' }),
  collection_method: z.string().meta({ description: 'charge_automatically or send_invoice' }),
  confirmation_secret: z.looseObject({ client_secret: z.string(), type: z.string() }).nullish(),
  created: Timestamp,
  currency: Currency,
  custom_fields: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
  customer: Reference.nullish(),
  customer_account: z.string().nullish(),
  customer_address: Address.nullish(),
  customer_email: z.string().nullish(),
  customer_name: z.string().nullish(),
  customer_phone: z.string().nullish(),
  customer_shipping: Shipping.nullish(),
  customer_tax_exempt: z.string().nullish(),
  customer_tax_ids: z.array(z.looseObject({ type: z.string(), value: z.string().nullish() })).nullish(),
  default_payment_method: Reference.nullish(),
  default_source: Reference.nullish(),
  default_tax_rates: z.array(TaxRate).optional(),
  description: z.string().nullish(),
  discounts: z.array(Reference).nullish(),
  due_date: Timestamp.nullish(),
  effective_at: Timestamp.nullish(),
  ending_balance: z.int().nullish(),
  footer: z.string().nullish(),
  from_invoice: z.looseObject({ action: z.string(), invoice: Reference }).nullish(),
  hosted_invoice_url: z.string().nullish().meta({ description: 'Page to look at and pay it; once it is finalized' }),
  invoice_pdf: z.string().nullish(),
  issuer: z.looseObject({ type: z.string(), account: Reference.optional() }).optional(),
  last_finalization_error: Failure.nullish(),
  latest_revision: Reference.nullish(),
  lines: listOf(InvoiceLine),
  livemode: Livemode,
  metadata: Metadata.nullish(),
  next_payment_attempt: Timestamp.nullish(),
  number: z.string().nullish().meta({ description: 'Once it is finalized' }),
  on_behalf_of: Reference.nullish(),
  parent: z
    .looseObject({
      type: z.string().meta({ description: 'subscription_details or quote_details' }),
      subscription_details: z
        .looseObject({
          subscription: Reference,
          subscription_proration_date: Timestamp.optional(),
          metadata: Metadata.nullish(),
        })
        .nullish(),
      quote_details: z.looseObject({ quote: z.string() }).nullish(),
    })
    .nullish(),
  payment_settings: z
    .looseObject({
      default_mandate: z.string().nullish(),
      payment_method_options: z.looseObject({}).nullish().meta({ description: 'By kind of payment method' }),
      payment_method_types: z.array(z.string()).nullish(),
    })
    .optional(),
  payments: listOf(InvoicePayment).optional(),
  period_end: Timestamp,
  period_start: Timestamp,
  post_payment_credit_notes_amount: Money.optional(),
  pre_payment_credit_notes_amount: Money.optional(),
  receipt_number: z.string().nullish(),
  rendering: z
    .looseObject({
      amount_tax_display: z.string().nullish(),
      pdf: z.looseObject({ page_size: z.string().nullish() }).nullish(),
      template: z.string().nullish(),
      template_version: z.int().nullish(),
    })
    .nullish(),
  shipping_cost: ShippingCost.nullish(),
  shipping_details: Shipping.nullish(),
  starting_balance: z.int(),
  statement_descriptor: z.string().nullish(),
  status: z.string().nullish().meta({ description: 'draft, open, paid, uncollectible or void' }),
  status_details: z
    .looseObject({ uncollectible: z.looseObject({ reason: z.string().nullish() }).nullish() })
    .nullish()
    .meta({ description: 'Why it has its status' }),
  status_transitions: z.looseObject({
    finalized_at: Timestamp.nullish(),
    marked_uncollectible_at: Timestamp.nullish(),
    paid_at: Timestamp.nullish(),
    voided_at: Timestamp.nullish(),
  }),
  subtotal: Money,
  subtotal_excluding_tax: Money.nullish(),
  test_clock: Reference.nullish(),
  threshold_reason: z
    .looseObject({
      amount_gte: Money.nullish(),
      item_reasons: z.array(z.looseObject({ line_item_ids: z.array(z.string()), usage_gte: z.int().nullish() })).optional(),
    })
    .optional(),
  total: Money.meta({ description: 'After discounts and tax' }),
  total_discount_amounts: z.array(z.looseObject({ amount: Money, discount: Reference })).nullish(),
  total_excluding_tax: Money.nullish(),
  total_pretax_credit_amounts: z.array(PretaxCredit).nullish(),
  total_taxes: z.array(InvoiceTax).nullish(),
  webhooks_delivered_at: Timestamp.nullish(),
});
