import { z } from 'zod';
import { AddressInput, ShippingInput } from './address.ts';
import * as fields from './fields.ts';
import { customFields, invoiceSettings, issuer, renderingOptions } from './invoice-settings-fields.ts';
import { billingCycleAnchorConfig, billingMode, pendingItemInterval } from './subscription-parts.ts';

/** What is made of a checkout session when it is paid. */
export const checkoutResultFields = {
  payment_intent_data: z
    .looseObject({
      application_fee_amount: fields.applicationFee,
      capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
      description: z.string().optional(),
      metadata: fields.metadata,
      on_behalf_of: fields.onBehalfOf,
      receipt_email: z.string().optional(),
      setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
      shipping: ShippingInput.extend({ address: AddressInput.required({ line1: true }) }).optional(),
      statement_descriptor: fields.statementDescriptor,
      statement_descriptor_suffix: z.string().max(22).optional(),
      transfer_data: z.looseObject({ destination: z.string(), amount: z.int().optional() }).optional(),
      transfer_group: fields.transferGroup,
    })
    .optional()
    .meta({ description: 'Fields of the payment intent, for payment' }),
  payment_method_data: z
    .looseObject({ allow_redisplay: z.enum(['always', 'limited', 'unspecified']).optional() })
    .optional()
    .meta({ description: 'Whether the payment method may be shown to the payer again' }),
  setup_intent_data: z
    .looseObject({ description: z.string().optional(), metadata: fields.metadata, on_behalf_of: fields.onBehalfOf })
    .optional()
    .meta({ description: 'Fields of the setup intent, for setup' }),
  subscription_data: z
    .looseObject({
      application_fee_percent: z.number().min(0).max(100).optional(),
      billing_cycle_anchor: fields.timestamp.optional(),
      billing_cycle_anchor_config: billingCycleAnchorConfig,
      billing_mode: billingMode,
      default_tax_rates: fields.taxRates,
      description: z.string().max(500).optional(),
      invoice_settings: invoiceSettings,
      metadata: fields.metadata,
      on_behalf_of: fields.onBehalfOf,
      pending_invoice_item_interval: pendingItemInterval,
      proration_behavior: z.enum(['create_prorations', 'none']).optional(),
      transfer_data: z.looseObject({ destination: z.string(), amount_percent: z.number().min(0).max(100).optional() }).optional(),
      trial_end: fields.timestamp.optional(),
      trial_period_days: z.int().min(1).optional(),
      trial_settings: z
        .looseObject({
          end_behavior: z.looseObject({ missing_payment_method: z.enum(['cancel', 'create_invoice', 'pause']) }),
        })
        .optional(),
    })
    .optional()
    .meta({ description: 'Fields of the subscription, for subscription' }),
  invoice_creation: z
    .looseObject({
      enabled: z.boolean(),
      invoice_data: z
        .looseObject({
          account_tax_ids: z.array(z.string()).optional(),
          custom_fields: customFields,
          description: z.string().optional(),
          footer: z.string().optional(),
          issuer,
          metadata: fields.metadata,
          rendering_options: renderingOptions,
        })
        .optional(),
    })
    .optional()
    .meta({ description: 'An invoice for a single payment' }),
  after_expiration: z
    .looseObject({
      recovery: z
        .looseObject({ enabled: z.boolean(), allow_promotion_codes: z.boolean().optional() })
        .optional()
        .meta({ description: 'An address at which the purchase can be taken up again' }),
    })
    .optional()
    .meta({ description: 'What happens with a session that expired' }),
};
