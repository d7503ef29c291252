import { z } from 'zod';
import { Currency, Metadata, Money, PresentmentDetails, Reference, Timestamp } from './values.ts';

/** @see https://docs.stripe.com/api/refunds/object */
export const Refund = z.looseObject({
  id: z.string(),
  object: z.literal('refund'),
  amount: Money,
  balance_transaction: Reference.nullish(),
  charge: Reference.nullish(),
  created: Timestamp,
  currency: Currency,
  customer: Reference.nullish(),
  customer_account: z.string().nullish(),
  description: z.string().nullish(),
  destination_details: z.looseObject({ type: z.string() }).optional().meta({ description: 'With a field named like type' }),
  failure_balance_transaction: Reference.nullish(),
  failure_reason: z.string().nullish(),
  instructions_email: z.string().nullish(),
  metadata: Metadata.nullish(),
  next_action: z
    .looseObject({
      type: z.string(),
      display_details: z
        .looseObject({
          email_sent: z.looseObject({ email_sent_at: Timestamp.optional(), email_sent_to: z.string().optional() }).optional(),
          expires_at: Timestamp.optional(),
        })
        .optional(),
    })
    .optional(),
  payment_intent: Reference.nullish(),
  payment_method: Reference.nullish(),
  pending_reason: z.string().nullish(),
  presentment_details: PresentmentDetails.optional(),
  reason: z.string().nullish(),
  receipt_number: z.string().nullish(),
  source_transfer_reversal: Reference.nullish(),
  status: z.string().nullish().meta({ description: 'pending, requires_action, succeeded, failed or canceled' }),
  transfer_reversal: Reference.nullish(),
});
