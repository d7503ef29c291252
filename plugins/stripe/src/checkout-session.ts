import { z } from 'zod';
import { Address } from './address.ts';
import { DiscountAmount } from './discount.ts';
import { Price } from './price.ts';
import { ShippingCost, TaxAmount } from './tax-rate.ts';
import {
  AutomaticTax,
  Currency,
  Decimal,
  Livemode,
  listOf,
  ManagedPayments,
  Metadata,
  Money,
  PresentmentDetails,
  Reference,
  Timestamp,
} from './values.ts';

/** @see https://docs.stripe.com/api/checkout/sessions/line_items */
const LineItem = z.looseObject({
  id: z.string(),
  object: z.literal('item'),
  amount_discount: Money,
  amount_subtotal: Money,
  amount_tax: Money,
  amount_total: Money,
  currency: Currency,
  description: z.string().nullish(),
  adjustable_quantity: z.looseObject({ enabled: z.boolean(), maximum: z.int().nullish(), minimum: z.int().nullish() }).nullish(),
  discounts: z.array(DiscountAmount).optional(),
  metadata: Metadata.nullish(),
  price: Price.nullish(),
  quantity: z.int().nullish(),
  taxes: z.array(TaxAmount).optional(),
});

const Picture = z.looseObject({ type: z.string(), file: z.string().optional(), url: z.string().optional() });
const AskedName = z.looseObject({ enabled: z.boolean(), optional: z.boolean().optional() });
const Text = z.looseObject({ message: z.string() });

const answered = { default_value: z.string().nullish(), value: z.string().nullish() };
const length = { maximum_length: z.int().nullish(), minimum_length: z.int().nullish() };

const Question = z.looseObject({
  key: z.string(),
  type: z.string().meta({ description: 'dropdown, numeric or text: the field that holds the answer' }),
  label: z.looseObject({ type: z.string(), custom: z.string().nullish() }).optional(),
  optional: z.boolean().optional(),
  dropdown: z
    .looseObject({ ...answered, options: z.array(z.looseObject({ label: z.string(), value: z.string() })).optional() })
    .optional(),
  numeric: z.looseObject({ ...answered, ...length }).optional(),
  text: z.looseObject({ ...answered, ...length }).optional(),
});

/** @see https://docs.stripe.com/api/checkout/sessions/object */
export const CheckoutSession = z.looseObject({
  id: z.string(),
  object: z.literal('checkout.session'),
  adaptive_pricing: z.looseObject({ enabled: z.boolean() }).nullish(),
  after_expiration: z
    .looseObject({
      recovery: z
        .looseObject({
          enabled: z.boolean(),
          allow_promotion_codes: z.boolean().optional(),
          expires_at: Timestamp.nullish(),
          url: z.string().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  allow_promotion_codes: z.boolean().nullish(),
  allowed_payment_method_types: z.array(z.string()).nullish(),
  amount_subtotal: Money.nullish(),
  amount_total: Money.nullish(),
  automatic_tax: AutomaticTax,
  billing_address_collection: z.string().nullish(),
  branding_settings: z
    .looseObject({
      background_color: z.string().optional(),
      border_style: z.string().optional(),
      button_color: z.string().optional(),
      display_name: z.string().optional(),
      font_family: z.string().optional(),
      icon: Picture.nullish(),
      logo: Picture.nullish(),
    })
    .optional(),
  cancel_url: z.string().nullish(),
  client_reference_id: z.string().nullish().meta({ description: 'Yours, for example the id of an order' }),
  client_secret: z.string().nullish().meta({ description: 'For the page of the payer only' }),
  collected_information: z
    .looseObject({
      business_name: z.string().nullish(),
      individual_name: z.string().nullish(),
      shipping_details: z.looseObject({ address: Address, name: z.string() }).nullish(),
    })
    .nullish(),
  consent: z.looseObject({ promotions: z.string().nullish(), terms_of_service: z.string().nullish() }).nullish(),
  consent_collection: z
    .looseObject({
      payment_method_reuse_agreement: z.looseObject({ position: z.string() }).nullish(),
      promotions: z.string().nullish(),
      terms_of_service: z.string().nullish(),
    })
    .nullish(),
  created: Timestamp,
  currency: Currency.nullish(),
  currency_conversion: z
    .looseObject({ amount_subtotal: Money, amount_total: Money, fx_rate: Decimal, source_currency: Currency })
    .nullish(),
  custom_fields: z.array(Question).meta({ description: 'Questions with what the payer answered' }),
  custom_text: z.looseObject({
    after_submit: Text.nullish(),
    shipping_address: Text.nullish(),
    submit: Text.nullish(),
    terms_of_service_acceptance: Text.nullish(),
  }),
  customer: Reference.nullish(),
  customer_account: z.string().nullish(),
  customer_creation: z.string().nullish(),
  customer_details: z
    .looseObject({
      address: Address.nullish(),
      business_name: z.string().nullish(),
      email: z.string().nullish(),
      individual_name: z.string().nullish(),
      name: z.string().nullish(),
      phone: z.string().nullish(),
      tax_exempt: z.string().nullish(),
      tax_ids: z.array(z.looseObject({ type: z.string(), value: z.string().nullish() })).nullish(),
    })
    .nullish()
    .meta({ description: 'What the payer filled in' }),
  customer_email: z.string().nullish(),
  discounts: z.array(z.looseObject({ coupon: Reference.nullish(), promotion_code: Reference.nullish() })).nullish(),
  excluded_payment_method_types: z.array(z.string()).optional(),
  expires_at: Timestamp,
  integration_identifier: z.string().nullish(),
  invoice: Reference.nullish(),
  invoice_creation: z
    .looseObject({
      enabled: z.boolean(),
      invoice_data: z
        .looseObject({
          account_tax_ids: z.array(Reference).nullish(),
          custom_fields: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
          description: z.string().nullish(),
          footer: z.string().nullish(),
          issuer: z.looseObject({ type: z.string(), account: Reference.optional() }).nullish(),
          metadata: Metadata.nullish(),
          rendering_options: z
            .looseObject({ amount_tax_display: z.string().nullish(), template: z.string().nullish() })
            .nullish(),
        })
        .optional(),
    })
    .nullish(),
  line_items: listOf(LineItem).optional().meta({ description: 'Only where the request expands it' }),
  livemode: Livemode,
  locale: z.string().nullish(),
  managed_payments: ManagedPayments.nullish(),
  metadata: Metadata.nullish(),
  mode: z.string().meta({ description: 'payment, subscription or setup' }),
  name_collection: z.looseObject({ business: AskedName.optional(), individual: AskedName.optional() }).optional(),
  optional_items: z
    .array(
      z.looseObject({
        price: z.string(),
        quantity: z.int(),
        adjustable_quantity: z
          .looseObject({ enabled: z.boolean(), maximum: z.int().nullish(), minimum: z.int().nullish() })
          .nullish(),
      }),
    )
    .nullish(),
  origin_context: z.string().nullish(),
  payment_intent: Reference.nullish(),
  payment_link: Reference.nullish(),
  payment_method_collection: z.string().nullish(),
  payment_method_configuration_details: z.looseObject({ id: z.string(), parent: z.string().nullish() }).nullish(),
  payment_method_options: z.looseObject({}).nullish(),
  payment_method_types: z.array(z.string()),
  payment_status: z.string().meta({ description: 'paid, unpaid or no_payment_required; some methods pay later' }),
  permissions: z.looseObject({ update_shipping_details: z.string().nullish() }).nullish(),
  phone_number_collection: z.looseObject({ enabled: z.boolean() }).optional(),
  presentment_details: PresentmentDetails.optional(),
  recovered_from: z.string().nullish(),
  redirect_on_completion: z.string().optional(),
  return_url: z.string().optional(),
  saved_payment_method_options: z
    .looseObject({
      allow_redisplay_filters: z.array(z.string()).nullish(),
      payment_method_remove: z.string().nullish(),
      payment_method_save: z.string().nullish(),
    })
    .nullish(),
  setup_intent: Reference.nullish(),
  shipping_address_collection: z.looseObject({ allowed_countries: z.array(z.string()) }).nullish(),
  shipping_cost: ShippingCost.nullish(),
  shipping_options: z.array(z.looseObject({ shipping_amount: Money, shipping_rate: Reference })),
  status: z.string().nullish().meta({ description: 'open, complete or expired' }),
  submit_type: z.string().nullish(),
  subscription: Reference.nullish(),
  success_url: z.string().nullish(),
  tax_id_collection: z.looseObject({ enabled: z.boolean(), required: z.string().optional() }).optional(),
  total_details: z
    .looseObject({
      amount_discount: Money,
      amount_shipping: Money.nullish(),
      amount_tax: Money,
      breakdown: z
        .looseObject({ discounts: z.array(DiscountAmount).optional(), taxes: z.array(TaxAmount).optional() })
        .optional()
        .meta({ description: 'Only where the request expands it' }),
    })
    .nullish(),
  ui_mode: z.string().nullish(),
  url: z.string().nullish().meta({ description: 'Where to send the payer' }),
  wallet_options: z.looseObject({ link: z.looseObject({ display: z.string().optional() }).optional() }).nullish(),
});
