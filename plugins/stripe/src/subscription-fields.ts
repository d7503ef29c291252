import { z } from 'zod';
import * as fields from './fields.ts';
import { invoiceSettings } from './invoice-settings-fields.ts';
import {
  AddedItem,
  billingCycleAnchorConfig,
  billingMode,
  billingSchedules,
  pendingItemInterval,
  recurringPriceData,
} from './subscription-parts.ts';

const SubscriptionItemInput = z.object({
  price: fields.price.optional().meta({ description: 'Id of a recurring price; or give price_data' }),
  price_data: recurringPriceData,
  plan: z.string().optional().meta({ description: 'Id of a plan; older than prices' }),
  current_trial: z
    .object({ trial_offer: z.string().meta({ description: 'Its id' }) })
    .optional()
    .meta({ description: 'A trial of this price' }),
  quantity: z.int().optional().meta({ description: 'Not for metered prices' }),
  billing_thresholds: z.object({ usage_gte: z.int() }).optional(),
  discounts: fields.discounts,
  tax_rates: fields.taxRates,
  metadata: fields.metadata,
});

/** What a new subscription may say. */
export const subscriptionFields = {
  customer: fields.customer.optional(),
  customer_account: fields.customerAccount,
  items: z.array(SubscriptionItemInput).max(20).optional().meta({ description: 'Up to 20 prices' }),
  add_invoice_items: z.array(AddedItem).max(20).optional().meta({ description: 'Charged once, with the first invoice' }),
  currency: fields.currency.optional(),
  collection_method: fields.collectionMethod,
  days_until_due: z.int().optional().meta({ description: 'For send_invoice' }),
  default_payment_method: fields.paymentMethod.optional(),
  default_source: z.string().optional().meta({ description: 'Id of a source; older than payment methods' }),
  payment_behavior: z
    .enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete', 'pending_if_incomplete'])
    .optional()
    .meta({ description: 'What happens where the first payment does not succeed' }),
  payment_settings: z
    .looseObject({
      payment_method_types: z.array(z.string()).optional(),
      payment_method_options: fields.passedOn('Options by kind of payment method'),
      save_default_payment_method: z
        .enum(['off', 'on_subscription'])
        .optional()
        .meta({ description: 'Whether the method of the first payment is kept' }),
    })
    .optional()
    .meta({ description: 'How its invoices can be paid' }),
  off_session: z.boolean().optional().meta({ description: 'Whether the payer is not there; false where it is absent' }),
  trial_period_days: z.int().max(730).optional().meta({ description: 'Days, up to two years' }),
  trial_end: z
    .union([z.int(), z.literal('now')])
    .optional()
    .meta({ description: 'Seconds since 1970, in place of trial_period_days; now ends a trial' }),
  trial_from_plan: z.boolean().optional().meta({ description: 'Whether the trial of the price counts' }),
  trial_settings: z
    .object({
      end_behavior: z.object({
        billing_cycle_anchor: z.enum(['now', 'unchanged']).optional(),
        missing_payment_method: z.enum(['cancel', 'create_invoice', 'pause']).optional(),
      }),
    })
    .optional()
    .meta({ description: 'What happens when a trial ends' }),
  billing_cycle_anchor: z.int().optional().meta({ description: 'Seconds since 1970; when a full period begins' }),
  billing_cycle_anchor_config: billingCycleAnchorConfig,
  backdate_start_date: z.int().optional().meta({ description: 'Seconds since 1970; start in the past' }),
  cancel_at: z
    .union([z.int(), z.enum(['min_period_end', 'max_period_end', 'max_billed_until'])])
    .optional()
    .meta({ description: 'Seconds since 1970, or the end of a period' }),
  cancel_at_period_end: z.boolean().optional().meta({ description: 'Whether it is not renewed' }),
  proration_behavior: z
    .enum(['always_invoice', 'create_prorations', 'none'])
    .optional()
    .meta({ description: 'What is charged for a first period that is not whole' }),
  billing_mode: billingMode,
  billing_schedules: billingSchedules,
  billing_thresholds: z
    .object({ amount_gte: z.int().optional(), reset_billing_cycle_anchor: z.boolean().optional() })
    .optional()
    .meta({ description: 'An invoice before the period ends, above an amount' }),
  pending_invoice_item_interval: pendingItemInterval,
  invoice_settings: invoiceSettings,
  automatic_tax: fields.automaticTax,
  default_tax_rates: fields.taxRates,
  discounts: fields.discounts,
  description: z.string().max(500).optional().meta({ description: 'For the customer, up to 500 characters' }),
  application_fee_percent: z.number().min(0).max(100).optional().meta({ description: 'Connect: fee of the platform' }),
  on_behalf_of: fields.onBehalfOf,
  transfer_data: z
    .object({ destination: z.string(), amount_percent: z.number().min(0).max(100).optional() })
    .optional()
    .meta({ description: 'Connect: account (acct_…) that gets the money, or a part of it' }),
  metadata: fields.metadata,
  expand: fields.expand,
};
