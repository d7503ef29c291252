import { z } from 'zod';
import { CustomerShippingInput } from './address.ts';
import * as fields from './fields.ts';
import { customFields, issuer, rendering } from './invoice-settings-fields.ts';
import { shippingRateData } from './shipping-rate-input.ts';

/** What a new invoice may say. */
export const invoiceFields = {
  customer: fields.customer.optional(),
  customer_account: fields.customerAccount,
  subscription: fields.subscription.optional().meta({ description: 'Takes only pending items of this subscription' }),
  currency: fields.currency.optional().meta({ description: 'That of the customer where it is absent' }),
  collection_method: fields.collectionMethod,
  auto_advance: z.boolean().optional().meta({ description: 'Whether Stripe finalizes and collects it by itself' }),
  automatically_finalizes_at: z.int().optional().meta({ description: 'Seconds since 1970' }),
  days_until_due: z.int().optional().meta({ description: 'For send_invoice; or give due_date' }),
  due_date: z.int().optional().meta({ description: 'Seconds since 1970; for send_invoice' }),
  effective_at: z.int().optional().meta({ description: 'Date printed on it, in seconds since 1970' }),
  pending_invoice_items_behavior: z
    .enum(['include', 'exclude'])
    .optional()
    .meta({ description: 'Whether items that wait for the next invoice are taken; exclude where it is absent' }),
  number: z.string().max(26).optional().meta({ description: 'Given by Stripe where it is absent' }),
  description: z.string().optional().meta({ description: 'Memo for the customer' }),
  footer: z.string().optional().meta({ description: 'Text at its end' }),
  custom_fields: customFields,
  automatic_tax: fields.automaticTax,
  default_tax_rates: fields.taxRates,
  discounts: fields.discounts,
  account_tax_ids: z.array(z.string()).optional().meta({ description: 'Tax numbers of yours that are shown' }),
  default_payment_method: fields.paymentMethod.optional(),
  default_source: z.string().optional().meta({ description: 'Id of a source; older than payment methods' }),
  payment_settings: z
    .looseObject({
      default_mandate: z.string().optional().meta({ description: 'Id of a mandate of the payer' }),
      payment_method_types: z.array(z.string()).optional(),
      payment_method_options: fields.passedOn('Options by kind of payment method'),
    })
    .optional()
    .meta({ description: 'How it can be paid' }),
  rendering,
  shipping_cost: z
    .looseObject({
      shipping_rate: z.string().optional().meta({ description: 'Its id (shr_…)' }),
      shipping_rate_data: shippingRateData,
    })
    .optional()
    .meta({ description: 'What shipping costs' }),
  shipping_details: CustomerShippingInput.optional().meta({ description: 'In place of those of the customer' }),
  from_invoice: z
    .object({ action: z.literal('revision'), invoice: fields.invoice })
    .optional()
    .meta({ description: 'The invoice that this one corrects' }),
  statement_descriptor: fields.statementDescriptor,
  application_fee_amount: fields.applicationFee,
  issuer,
  on_behalf_of: fields.onBehalfOf,
  transfer_data: z
    .object({ destination: z.string(), amount: z.int().optional() })
    .optional()
    .meta({ description: 'Connect: account (acct_…) that gets the money, or a part of it' }),
  metadata: fields.metadata,
  expand: fields.expand,
};
