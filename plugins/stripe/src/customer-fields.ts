import { z } from 'zod';
import { expand, metadata } from './fields.ts';
import { customFields, renderingOptions } from './invoice-settings-fields.ts';

/** What creating and updating a customer have in common. */
export const customerFields = {
  name: z.string().max(256).optional().meta({ description: 'Full or business name' }),
  business_name: z.string().max(150).optional().meta({ description: 'Up to 150 characters' }),
  individual_name: z.string().max(150).optional().meta({ description: 'Up to 150 characters' }),
  email: z.string().max(512).optional().meta({ description: 'Where invoices and receipts go' }),
  phone: z.string().optional().meta({ description: 'With the code of the country' }),
  description: z.string().optional().meta({ description: 'For yourself; shown beside the customer in the dashboard' }),
  balance: z
    .int()
    .optional()
    .meta({ description: 'Smallest unit; negative is credit for the next invoice, positive is added to it' }),
  cash_balance: z
    .object({
      settings: z.object({ reconciliation_mode: z.enum(['automatic', 'manual', 'merchant_default']).optional() }).optional(),
    })
    .optional()
    .meta({ description: 'How money from bank transfers is used' }),
  invoice_prefix: z
    .string()
    .optional()
    .meta({ description: '3 to 12 capital letters or digits that invoice numbers begin with' }),
  invoice_settings: z
    .looseObject({
      custom_fields: customFields,
      default_payment_method: z.string().optional().meta({ description: 'Id of one that invoices are charged to (pm_…)' }),
      footer: z.string().optional(),
      rendering_options: renderingOptions,
    })
    .optional()
    .meta({ description: 'What invoices of the customer say' }),
  next_invoice_sequence: z.int().optional().meta({ description: 'Number of the next invoice' }),
  preferred_locales: z.array(z.string()).optional().meta({ description: 'Languages of emails and invoices, best first' }),
  source: z.string().optional().meta({ description: 'Token of a card or bank account; older than payment methods' }),
  validate: z.boolean().optional().meta({ description: 'Whether the source is checked before it is saved' }),
  metadata,
  expand,
};

/** What Stripe Tax goes by; an update may also leave it to Stripe when a location is checked. */
export function taxFields<const When extends readonly string[]>(when: When) {
  return z
    .looseObject({
      ip_address: z.string().optional(),
      validate_location: z
        .enum(when)
        .optional()
        .meta({ description: 'Whether an address that cannot be taxed is refused at once' }),
    })
    .optional()
    .meta({ description: 'For Stripe Tax' });
}

export const taxExempt = z
  .enum(['none', 'exempt', 'reverse'])
  .meta({ description: 'reverse prints "Reverse charge" on invoices' });
