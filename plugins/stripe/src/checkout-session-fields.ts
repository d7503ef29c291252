import { z } from 'zod';
import { checkoutPageFields } from './checkout-page-fields.ts';
import { checkoutResultFields } from './checkout-result-fields.ts';
import * as fields from './fields.ts';
import { productOfLine } from './product-input.ts';
import { shippingRateData } from './shipping-rate-input.ts';

const LineItemInput = z.object({
  price: fields.price.optional().meta({ description: 'Id of a price; or give price_data' }),
  price_data: z
    .object({
      currency: fields.currency,
      product: z.string().optional().meta({ description: 'Id of a product; or give product_data' }),
      product_data: productOfLine.optional().meta({ description: 'A product for this line only' }),
      recurring: z.object({ interval: fields.interval, interval_count: z.int().optional() }).optional(),
      tax_behavior: fields.taxBehavior,
      unit_amount: z.int().optional().meta({ description: 'Smallest unit' }),
      unit_amount_decimal: fields.decimalAmount,
    })
    .optional(),
  quantity: z.int().optional(),
  adjustable_quantity: z
    .object({ enabled: z.boolean(), minimum: z.int().optional(), maximum: z.int().optional() })
    .optional()
    .meta({ description: 'Lets the payer change the quantity' }),
  tax_rates: fields.taxRates,
  metadata: fields.metadata,
});

const autoOrNever = z.enum(['auto', 'never']).optional();

/** What a new checkout session may say. */
export const checkoutSessionFields = {
  mode: z.enum(['payment', 'subscription', 'setup']).optional().meta({ description: 'setup keeps a payment method for later' }),
  line_items: z.array(LineItemInput).optional().meta({ description: 'Up to 100; not for setup' }),
  optional_items: z
    .array(
      z.object({
        price: fields.price,
        quantity: z.int(),
        adjustable_quantity: z
          .object({ enabled: z.boolean(), minimum: z.int().optional(), maximum: z.int().optional() })
          .optional(),
      }),
    )
    .max(10)
    .optional()
    .meta({ description: 'What the payer may add, up to 10' }),
  success_url: z.string().optional().meta({ description: 'Where the payer goes afterwards; may hold {CHECKOUT_SESSION_ID}' }),
  cancel_url: z.string().optional().meta({ description: 'Where the way back leads' }),
  ui_mode: z
    .enum(['hosted_page', 'embedded_page', 'form', 'elements'])
    .optional()
    .meta({ description: 'A page of Stripe, which is the default, or a part of yours' }),
  return_url: z.string().optional().meta({ description: 'In place of success_url, where it is a part of your page' }),
  redirect_on_completion: z
    .enum(['always', 'if_required', 'never'])
    .optional()
    .meta({ description: 'For embedded pages: whether the payer is sent to return_url' }),
  client_reference_id: z.string().max(200).optional().meta({ description: 'Yours, for example the id of an order' }),
  customer: fields.customer.optional(),
  customer_account: fields.customerAccount,
  customer_email: z.string().max(800).optional().meta({ description: 'In place of customer; filled in for the payer' }),
  customer_creation: z
    .enum(['always', 'if_required'])
    .optional()
    .meta({ description: 'Whether a customer is made, for payment' }),
  customer_update: z
    .object({ address: autoOrNever, name: autoOrNever, shipping: autoOrNever })
    .optional()
    .meta({ description: 'Which fields of the customer are updated with what the payer enters' }),
  currency: fields.currency.optional(),
  discounts: z
    .array(z.object({ coupon: z.string().optional(), promotion_code: z.string().optional() }))
    .optional()
    .meta({ description: 'One, by coupon or promotion code' }),
  allow_promotion_codes: z.boolean().optional().meta({ description: 'Whether the payer may enter a code' }),
  automatic_tax: fields.automaticTax,
  tax_id_collection: z
    .object({ enabled: z.boolean(), required: z.enum(['if_supported', 'never']).optional() })
    .optional()
    .meta({ description: 'Asks businesses for their tax number' }),
  billing_address_collection: z
    .enum(['auto', 'required'])
    .optional()
    .meta({ description: 'auto asks for it only where it is needed' }),
  phone_number_collection: z.object({ enabled: z.boolean() }).optional().meta({ description: 'Asks for a phone number' }),
  shipping_address_collection: z
    .object({ allowed_countries: z.array(z.string()).meta({ description: 'Two letters each, for example CZ' }) })
    .optional()
    .meta({ description: 'Asks where the goods go' }),
  shipping_options: z
    .array(
      z.object({
        shipping_rate: z.string().optional().meta({ description: 'Its id (shr_…)' }),
        shipping_rate_data: shippingRateData,
      }),
    )
    .optional()
    .meta({ description: 'What the payer may choose from, up to 5' }),
  allowed_payment_method_types: z
    .array(z.string())
    .optional()
    .meta({ description: 'Kinds that may be offered, for example card' }),
  payment_method_collection: z.enum(['always', 'if_required']).optional().meta({ description: 'For free trials' }),
  payment_method_configuration: z.string().optional().meta({ description: 'Its id (pmc_…)' }),
  payment_method_options: fields.passedOn('Options by kind of payment method'),
  excluded_payment_method_types: z.array(z.string()).optional().meta({ description: 'Kinds that are not offered' }),
  ...checkoutResultFields,
  ...checkoutPageFields,
  adaptive_pricing: z
    .object({ enabled: z.boolean().optional() })
    .optional()
    .meta({ description: 'Whether prices are shown in the currency of the payer' }),
  managed_payments: z
    .object({ enabled: z.boolean().optional() })
    .optional()
    .meta({ description: 'Whether Stripe sells in your place, with taxes and disputes' }),
  integration_identifier: z.string().optional().meta({ description: 'Own name of what made the session' }),
  expires_at: z.int().optional().meta({ description: 'Seconds since 1970; 30 minutes to 24 hours from now' }),
  locale: z.string().optional().meta({ description: 'Language, for example cs; that of the browser where it is absent' }),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay', 'subscribe']).optional().meta({ description: 'What the button says' }),
  metadata: fields.metadata,
  expand: fields.expand,
};
