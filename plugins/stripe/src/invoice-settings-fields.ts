import { z } from 'zod';

/** Lines of your own on an invoice. */
export const customFields = z
  .array(z.object({ name: z.string().max(40), value: z.string().max(140) }))
  .max(4)
  .optional()
  .meta({ description: 'Up to four lines of your own, for example an order number' });

/** In whose name an invoice is. */
export const issuer = z
  .object({ type: z.enum(['account', 'self']), account: z.string().optional() })
  .optional()
  .meta({ description: 'Connect: in whose name it is' });

const taxDisplay = z
  .enum(['exclude_tax', 'include_inclusive_tax'])
  .optional()
  .meta({ description: 'Whether prices on it include tax that is included' });

/** How invoices look. */
export const renderingOptions = z
  .looseObject({
    amount_tax_display: taxDisplay,
    template: z.string().optional().meta({ description: 'Id of a template (inrtem_…)' }),
  })
  .optional();

/** How the PDF of one invoice looks. */
export const rendering = z
  .looseObject({
    amount_tax_display: taxDisplay,
    pdf: z.looseObject({ page_size: z.enum(['a4', 'auto', 'letter']).optional() }).optional(),
    template: z.string().optional().meta({ description: 'Id of a template (inrtem_…)' }),
    template_version: z.int().optional(),
  })
  .optional()
  .meta({ description: 'How the PDF looks' });

/** What invoices of a subscription say. */
export const invoiceSettings = z
  .looseObject({
    account_tax_ids: z.array(z.string()).optional().meta({ description: 'Tax numbers of yours that are shown' }),
    custom_fields: customFields,
    description: z.string().optional(),
    footer: z.string().optional(),
    issuer,
  })
  .optional()
  .meta({ description: 'What its invoices say' });
