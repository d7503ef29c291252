import { z } from 'zod';
import * as fields from './fields.ts';

const estimate = z.looseObject({ unit: z.enum(['hour', 'day', 'business_day', 'week', 'month']), value: z.int() }).optional();

/** A new shipping rate. */
export const shippingRateData = z
  .looseObject({
    display_name: z.string().max(100).meta({ description: 'What the payer reads' }),
    type: z.literal('fixed_amount').optional(),
    fixed_amount: z
      .looseObject({
        amount: fields.amount,
        currency: fields.currency,
        currency_options: z
          .record(z.string(), z.looseObject({ amount: z.int(), tax_behavior: fields.taxBehavior }))
          .optional()
          .meta({ description: 'In other currencies, by currency' }),
      })
      .optional(),
    delivery_estimate: z
      .looseObject({ minimum: estimate, maximum: estimate })
      .optional()
      .meta({ description: 'How long it takes' }),
    tax_behavior: fields.taxBehavior,
    tax_code: z.string().optional().meta({ description: 'Id of a tax code (txcd_…)' }),
    metadata: fields.metadata,
  })
  .optional()
  .meta({ description: 'A new rate in its place' });
