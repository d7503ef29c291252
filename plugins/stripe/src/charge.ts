import { z } from 'zod';
import { Shipping } from './address.ts';
import { BillingDetails } from './payment-method.ts';
import { Refund } from './refund.ts';
import { Currency, Livemode, listOf, Metadata, Money, PresentmentDetails, Reference, Timestamp } from './values.ts';

/** @see https://docs.stripe.com/api/charges/object */
export const Charge = z.looseObject({
  id: z.string(),
  object: z.literal('charge'),
  amount: Money,
  amount_captured: Money,
  amount_refunded: Money,
  application: Reference.nullish(),
  application_fee: Reference.nullish(),
  application_fee_amount: Money.nullish(),
  authorization_code: z.string().optional(),
  balance_transaction: Reference.nullish(),
  billing_details: BillingDetails,
  calculated_statement_descriptor: z.string().nullish(),
  captured: z.boolean(),
  created: Timestamp,
  currency: Currency,
  customer: Reference.nullish(),
  description: z.string().nullish(),
  disputed: z.boolean(),
  failure_balance_transaction: Reference.nullish(),
  failure_code: z.string().nullish(),
  failure_message: z.string().nullish(),
  fraud_details: z.looseObject({ stripe_report: z.string().optional(), user_report: z.string().optional() }).nullish(),
  level3: z
    .looseObject({
      merchant_reference: z.string().optional(),
      customer_reference: z.string().optional(),
      line_items: z
        .array(
          z.looseObject({
            product_code: z.string().optional(),
            product_description: z.string().optional(),
            quantity: z.number().nullish(),
            unit_cost: Money.nullish(),
            tax_amount: Money.nullish(),
            discount_amount: Money.nullish(),
          }),
        )
        .optional(),
      shipping_address_zip: z.string().optional(),
      shipping_amount: Money.optional(),
      shipping_from_zip: z.string().optional(),
    })
    .optional(),
  livemode: Livemode,
  metadata: Metadata,
  on_behalf_of: Reference.nullish(),
  outcome: z
    .looseObject({
      type: z.string(),
      network_status: z.string().nullish(),
      reason: z.string().nullish(),
      risk_level: z.string().optional(),
      risk_score: z.int().optional().meta({ description: '0 to 100' }),
      rule: z
        .union([z.string(), z.looseObject({ id: z.string(), action: z.string().optional(), predicate: z.string().optional() })])
        .optional(),
      seller_message: z.string().nullish(),
      advice_code: z.string().nullish(),
      network_advice_code: z.string().nullish(),
      network_decline_code: z.string().nullish(),
    })
    .nullish(),
  paid: z.boolean(),
  payment_intent: Reference.nullish(),
  payment_method: z.string().nullish(),
  payment_method_details: z.looseObject({ type: z.string() }).nullish().meta({ description: 'With a field named like type' }),
  presentment_details: PresentmentDetails.optional(),
  radar_options: z.looseObject({ session: z.string().optional() }).optional(),
  receipt_email: z.string().nullish(),
  receipt_number: z.string().nullish(),
  receipt_url: z.string().nullish(),
  refunded: z.boolean().meta({ description: 'Whether all of it was given back' }),
  refunds: listOf(Refund).nullish(),
  review: Reference.nullish(),
  shipping: Shipping.nullish(),
  source: z.looseObject({ id: z.string().optional() }).nullish(),
  source_transfer: Reference.nullish(),
  statement_descriptor: z.string().nullish(),
  statement_descriptor_suffix: z.string().nullish(),
  status: z.string().meta({ description: 'succeeded, pending or failed' }),
  transfer: Reference.optional(),
  transfer_data: z.looseObject({ amount: Money.nullish(), destination: Reference }).nullish(),
  transfer_group: z.string().nullish(),
});
