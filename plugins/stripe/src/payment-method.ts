import { z } from 'zod';
import { Address } from './address.ts';
import { Livemode, Metadata, Reference, Timestamp } from './values.ts';

/** Who pays, as told with a payment method. */
export const BillingDetails = z.looseObject({
  address: Address.nullish(),
  email: z.string().nullish(),
  name: z.string().nullish(),
  phone: z.string().nullish(),
  tax_id: z.string().nullish(),
});

const Card = z.looseObject({
  brand: z.string().nullish().meta({ description: 'For example visa' }),
  checks: z
    .looseObject({
      address_line1_check: z.string().nullish(),
      address_postal_code_check: z.string().nullish(),
      cvc_check: z.string().nullish(),
    })
    .nullish(),
  country: z.string().nullish(),
  display_brand: z.string().nullish(),
  exp_month: z.int().optional(),
  exp_year: z.int().optional(),
  fingerprint: z.string().nullish().meta({ description: 'The same for the same card' }),
  funding: z.string().nullish().meta({ description: 'credit, debit, prepaid or unknown' }),
  last4: z.string().nullish().meta({ description: 'The last four digits' }),
  networks: z.looseObject({ available: z.array(z.string()).optional(), preferred: z.string().nullish() }).nullish(),
  regulated_status: z.string().nullish(),
  three_d_secure_usage: z.looseObject({ supported: z.boolean().optional() }).nullish(),
  wallet: z.looseObject({ type: z.string().optional(), dynamic_last4: z.string().nullish() }).nullish(),
});

/** @see https://docs.stripe.com/api/payment_methods/object */
export const PaymentMethod = z.looseObject({
  id: z.string().nullish(),
  object: z.literal('payment_method').optional(),
  type: z.string().optional().meta({ description: 'For example card; a field of that name says more' }),
  allow_redisplay: z.string().optional(),
  billing_details: BillingDetails.optional(),
  card: Card.optional(),
  created: Timestamp.optional(),
  customer: Reference.nullish(),
  customer_account: z.string().nullish(),
  livemode: Livemode.optional(),
  metadata: Metadata.nullish(),
  radar_options: z.looseObject({ session: z.string().optional() }).optional(),
});
