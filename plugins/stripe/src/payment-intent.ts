import { z } from 'zod';
import { Shipping } from './address.ts';
import { Failure } from './failure.ts';
import {
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

/** @see https://docs.stripe.com/api/payment_intents/object */
export const PaymentIntent = z.looseObject({
  id: z.string(),
  object: z.literal('payment_intent'),
  allowed_payment_method_types: z.array(z.string()).nullish(),
  amount: Money,
  amount_capturable: Money.optional(),
  amount_details: z
    .looseObject({
      discount_amount: Money.nullish(),
      error: z.looseObject({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
      line_items: listOf(z.looseObject({ id: z.string() })).nullish(),
      shipping: z
        .looseObject({
          amount: Money.nullish(),
          from_postal_code: z.string().nullish(),
          to_postal_code: z.string().nullish(),
        })
        .nullish(),
      tax: z.looseObject({ total_tax_amount: Money.nullish() }).nullish(),
      tip: z.looseObject({ amount: Money.optional() }).nullish(),
    })
    .nullish()
    .meta({ description: 'What the amount is made of' }),
  amount_received: Money.optional(),
  application: Reference.nullish(),
  application_fee_amount: Money.nullish(),
  automatic_payment_methods: z.looseObject({ enabled: z.boolean(), allow_redirects: z.string().optional() }).nullish(),
  canceled_at: Timestamp.nullish(),
  cancellation_reason: z.string().nullish(),
  capture_method: z.string().meta({ description: 'automatic, automatic_async or manual' }),
  client_secret: z.string().nullish().meta({ description: 'For the page of the payer only: keep it out of logs and addresses' }),
  confirmation_method: z.string(),
  created: Timestamp,
  currency: Currency,
  customer: Reference.nullish(),
  customer_account: z.string().nullish(),
  description: z.string().nullish(),
  excluded_payment_method_types: z.array(z.string()).nullish(),
  hooks: z
    .looseObject({
      inputs: z.looseObject({ tax: z.looseObject({ calculation: z.string() }).nullish() }).nullish(),
    })
    .nullish(),
  last_payment_error: Failure.nullish(),
  latest_charge: Reference.nullish(),
  livemode: Livemode,
  managed_payments: ManagedPayments.nullish(),
  metadata: Metadata.optional(),
  next_action: z
    .looseObject({
      type: z.string(),
      redirect_to_url: z.looseObject({ url: z.string().nullish(), return_url: z.string().nullish() }).optional(),
    })
    .nullish()
    .meta({ description: 'What the payer has to do where status is requires_action' }),
  on_behalf_of: Reference.nullish(),
  payment_details: z.looseObject({ customer_reference: z.string().nullish(), order_reference: z.string().nullish() }).optional(),
  payment_method: Reference.nullish(),
  payment_method_configuration_details: z.looseObject({ id: z.string(), parent: z.string().nullish() }).nullish(),
  payment_method_options: z.looseObject({}).nullish(),
  payment_method_types: z.array(z.string()),
  payment_record: Reference.nullish(),
  presentment_details: PresentmentDetails.optional(),
  processing: z
    .looseObject({
      type: z.string(),
      card: z
        .looseObject({
          customer_notification: z
            .looseObject({ approval_requested: z.boolean().nullish(), completes_at: Timestamp.nullish() })
            .optional(),
        })
        .optional(),
    })
    .nullish(),
  receipt_email: z.string().nullish(),
  review: Reference.nullish(),
  setup_future_usage: z.string().nullish(),
  shipping: Shipping.nullish(),
  source: Reference.nullish(),
  statement_descriptor: z.string().nullish(),
  statement_descriptor_suffix: z.string().nullish(),
  status: z.string().meta({
    description:
      'requires_payment_method, requires_confirmation, requires_action, processing, requires_capture, canceled or succeeded',
  }),
  transfer_data: z
    .looseObject({
      destination: Reference,
      amount: Money.optional(),
      description: z.string().optional(),
      metadata: Metadata.optional(),
      payment_data: z.looseObject({ description: z.string().optional(), metadata: Metadata.optional() }).optional(),
    })
    .nullish(),
  transfer_group: z.string().nullish(),
});
