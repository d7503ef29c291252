import { z } from 'zod';
import { ShippingInput } from './address.ts';
import { expand, passedOn } from './fields.ts';
import { orderDetails } from './order-details.ts';

/** What creating and confirming a payment intent have in common. */
export const paymentIntentFields = {
  allowed_payment_method_types: z
    .array(z.string())
    .optional()
    .meta({ description: 'Kinds that may be offered, for example card' }),
  ...orderDetails,
  capture_method: z
    .enum(['automatic', 'automatic_async', 'manual'])
    .optional()
    .meta({ description: 'manual only reserves the money; capture it later' }),
  confirmation_token: z.string().optional().meta({ description: 'Id of a token from the page of the payer (ctoken_…)' }),
  error_on_requires_action: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the payment fails where the payer would have to do something' }),
  excluded_payment_method_types: z.array(z.string()).optional().meta({ description: 'Kinds that are not offered' }),
  mandate: z.string().optional().meta({ description: 'Id of a mandate of the payer' }),
  mandate_data: z
    .looseObject({
      customer_acceptance: z.looseObject({
        type: z.enum(['offline', 'online']),
        accepted_at: z.int().optional().meta({ description: 'Seconds since 1970' }),
        offline: z.looseObject({}).optional(),
        online: z.looseObject({ ip_address: z.string(), user_agent: z.string() }).optional(),
      }),
    })
    .optional()
    .meta({ description: 'How the payer agreed to a new mandate' }),
  off_session: z
    .union([z.boolean(), z.enum(['one_off', 'recurring'])])
    .optional()
    .meta({ description: 'Whether the payer is not there, so that nothing can be asked of them' }),
  payment_method: z.string().optional().meta({ description: 'Its id, for example pm_…' }),
  payment_method_data: passedOn('type and details of a new payment method'),
  payment_method_options: passedOn('Options by kind of payment method'),
  radar_options: z
    .object({
      session: z.string().optional().meta({ description: 'Id of a Radar session (rse_…)' }),
      referrer: z.string().optional().meta({ description: 'Address that the payer came from' }),
    })
    .optional()
    .meta({ description: 'For fraud prevention' }),
  receipt_email: z.string().optional().meta({ description: 'Where the receipt goes; none is sent in a sandbox' }),
  return_url: z.string().optional().meta({ description: 'Where the payer comes back to from a page of the bank' }),
  setup_future_usage: z
    .enum(['on_session', 'off_session'])
    .optional()
    .meta({ description: 'Keeps the payment method for later payments with or without the payer' }),
  shipping: ShippingInput.optional().meta({ description: 'Where the goods go' }),
  use_stripe_sdk: z.boolean().optional().meta({ description: 'Whether a library of Stripe on the page handles what is next' }),
  expand,
};
