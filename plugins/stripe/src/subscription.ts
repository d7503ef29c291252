import { z } from 'zod';
import { Discount } from './discount.ts';
import { Price } from './price.ts';
import { TaxRate } from './tax-rate.ts';
import {
  AutomaticTax,
  Currency,
  Livemode,
  listOf,
  ManagedPayments,
  Metadata,
  Money,
  PresentmentDetails,
  Reference,
  Timestamp,
} from './values.ts';

/** @see https://docs.stripe.com/api/subscription_items/object */
export const SubscriptionItem = z.looseObject({
  id: z.string(),
  object: z.literal('subscription_item'),
  billed_until: Timestamp.optional(),
  billing_thresholds: z.looseObject({ usage_gte: z.int().nullish() }).nullish(),
  created: Timestamp,
  current_trial: z
    .looseObject({ start_date: Timestamp.optional(), end_date: Timestamp.optional(), trial_offer: z.string().optional() })
    .nullish(),
  current_period_end: Timestamp.optional(),
  current_period_start: Timestamp.optional(),
  discounts: z.array(Reference).nullish(),
  metadata: Metadata,
  plan: z.looseObject({ id: z.string() }).optional().meta({ description: 'The price in an older form' }),
  price: Price,
  quantity: z.int().optional(),
  subscription: z.string(),
  tax_rates: z.array(TaxRate).nullish(),
});

const BillingSchedule = z.looseObject({
  key: z.string(),
  applies_to: z.array(z.looseObject({ type: z.string(), price: Reference.nullish() })).nullish(),
  bill_until: z
    .looseObject({
      type: z.string().meta({ description: 'duration or timestamp' }),
      computed_timestamp: Timestamp.optional(),
      duration: z.looseObject({ interval: z.string(), interval_count: z.int().nullish() }).nullish(),
      timestamp: Timestamp.nullish(),
    })
    .optional(),
});

/** @see https://docs.stripe.com/api/subscriptions/object */
export const Subscription = z.looseObject({
  id: z.string(),
  object: z.literal('subscription'),
  application: Reference.nullish(),
  application_fee_percent: z.number().nullish(),
  automatic_tax: AutomaticTax.optional(),
  billing_cycle_anchor: Timestamp,
  billing_cycle_anchor_config: z
    .looseObject({
      day_of_month: z.int(),
      month: z.int().nullish(),
      hour: z.int().nullish(),
      minute: z.int().nullish(),
      second: z.int().nullish(),
    })
    .nullish(),
  billing_mode: z
    .looseObject({
      type: z.string().meta({ description: 'classic or flexible' }),
      flexible: z.looseObject({ proration_discounts: z.string().optional() }).nullish(),
      updated_at: Timestamp.optional(),
    })
    .optional(),
  billing_schedules: z.array(BillingSchedule).nullish(),
  billing_thresholds: z.looseObject({ amount_gte: Money.nullish(), reset_billing_cycle_anchor: z.boolean().nullish() }).nullish(),
  cancel_at: Timestamp.nullish(),
  cancel_at_period_end: z.boolean().optional(),
  canceled_at: Timestamp.nullish(),
  cancellation_details: z
    .looseObject({
      comment: z.string().nullish(),
      feedback: z.string().nullish(),
      feedback_option: Reference.nullish(),
      reason: z.string().nullish(),
    })
    .nullish(),
  collection_method: z.string().meta({ description: 'charge_automatically or send_invoice' }),
  created: Timestamp,
  currency: Currency,
  customer: Reference,
  customer_account: z.string().nullish(),
  days_until_due: z.int().nullish(),
  default_payment_method: Reference.nullish(),
  default_source: Reference.nullish(),
  default_tax_rates: z.array(TaxRate).nullish(),
  description: z.string().nullish(),
  discounts: z.array(Reference).optional(),
  ended_at: Timestamp.nullish(),
  invoice_settings: z
    .looseObject({
      account_tax_ids: z.array(Reference).nullish(),
      custom_fields: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
      description: z.string().nullish(),
      footer: z.string().nullish(),
      issuer: z.looseObject({ type: z.string(), account: Reference.optional() }).optional(),
    })
    .optional(),
  items: listOf(SubscriptionItem),
  latest_invoice: Reference.nullish(),
  livemode: Livemode,
  managed_payments: ManagedPayments.nullish(),
  metadata: Metadata,
  next_pending_invoice_item_invoice: Timestamp.nullish(),
  on_behalf_of: Reference.nullish(),
  pause_collection: z.looseObject({ behavior: z.string(), resumes_at: Timestamp.nullish() }).nullish(),
  payment_settings: z
    .looseObject({
      payment_method_options: z.looseObject({}).nullish().meta({ description: 'By kind of payment method' }),
      payment_method_types: z.array(z.string()).nullish(),
      save_default_payment_method: z.string().nullish(),
    })
    .nullish(),
  pending_invoice_item_interval: z.looseObject({ interval: z.string(), interval_count: z.int() }).nullish(),
  pending_setup_intent: Reference.nullish(),
  pending_update: z
    .looseObject({
      expires_at: Timestamp,
      billing_cycle_anchor: Timestamp.nullish(),
      cancel_at_period_end: z.boolean().nullish(),
      discount: Discount.nullish(),
      discounts: z.array(Reference).nullish(),
      metadata: Metadata.nullish(),
      subscription_items: z.array(SubscriptionItem).nullish(),
      trial_end: Timestamp.nullish(),
      trial_from_plan: z.boolean().nullish(),
    })
    .nullish()
    .meta({ description: 'What changes once it is paid' }),
  presentment_details: PresentmentDetails.optional(),
  schedule: Reference.nullish(),
  start_date: Timestamp,
  status: z.string().meta({
    description: 'incomplete, incomplete_expired, trialing, active, past_due, canceled, unpaid or paused',
  }),
  status_details: z
    .looseObject({
      paused: z
        .looseObject({
          type: z.string().optional(),
          subscription: z.looseObject({ type: z.string() }).optional(),
          transitioned_at: Timestamp.optional(),
        })
        .nullish(),
    })
    .nullish()
    .meta({ description: 'Why it has its status' }),
  test_clock: Reference.nullish(),
  transfer_data: z.looseObject({ destination: Reference, amount_percent: z.number().nullish() }).nullish(),
  trial_end: Timestamp.nullish(),
  trial_settings: z
    .looseObject({
      end_behavior: z.looseObject({
        billing_cycle_anchor: z.string().nullish(),
        missing_payment_method: z.string().nullish(),
      }),
    })
    .nullish(),
  trial_start: Timestamp.nullish(),
});
