import { z } from 'zod';
import * as fields from './fields.ts';

/** How the parts of a subscription are billed. */
export const billingMode = z
  .looseObject({
    type: z.enum(['classic', 'flexible']),
    flexible: z.looseObject({ proration_discounts: z.enum(['included', 'itemized']).optional() }).optional(),
  })
  .optional()
  .meta({ description: 'How changes are billed; flexible is the newer way' });

/** When the first full period begins, as a date. */
export const billingCycleAnchorConfig = z
  .object({
    day_of_month: z.int().min(1).max(31),
    month: z.int().min(1).max(12).optional(),
    hour: z.int().min(0).max(23).optional(),
    minute: z.int().min(0).max(59).optional(),
    second: z.int().min(0).max(59).optional(),
  })
  .optional()
  .meta({ description: 'The same as a date in UTC' });

/** How often waiting items are billed. */
export const pendingItemInterval = z
  .object({ interval: fields.interval, interval_count: z.int().optional() })
  .optional()
  .meta({ description: 'How often waiting items are billed, in place of the end of a period' });

/** A price that only one subscription has. */
export const recurringPriceData = z
  .looseObject({
    currency: fields.currency,
    product: z.string().meta({ description: 'Its id (prod_…)' }),
    recurring: z.object({ interval: fields.interval, interval_count: z.int().optional() }),
    tax_behavior: fields.taxBehavior,
    unit_amount: z.int().optional().meta({ description: 'Smallest unit' }),
    unit_amount_decimal: fields.decimalAmount,
  })
  .optional()
  .meta({ description: 'A price of its own' });

/** What is charged once, with the first invoice. */
export const AddedItem = z.looseObject({
  price: fields.price.optional().meta({ description: 'Id of a price for one time; or give price_data' }),
  price_data: z
    .looseObject({
      currency: fields.currency,
      product: z.string().meta({ description: 'Its id (prod_…)' }),
      tax_behavior: fields.taxBehavior,
      unit_amount: z.int().optional().meta({ description: 'Smallest unit' }),
      unit_amount_decimal: fields.decimalAmount,
    })
    .optional(),
  quantity: z.int().optional(),
  discountable: z.boolean().optional(),
  discounts: fields.discounts,
  period: z
    .looseObject({
      start: z.looseObject({
        type: z.enum(['max_item_period_start', 'now', 'timestamp']),
        timestamp: fields.timestamp.optional(),
      }),
      end: z.looseObject({ type: z.enum(['min_item_period_end', 'timestamp']), timestamp: fields.timestamp.optional() }),
    })
    .optional()
    .meta({ description: 'When it is delivered' }),
  tax_rates: fields.taxRates,
  metadata: fields.metadata,
});

/** Until when prices are billed ahead. */
export const billingSchedules = z
  .array(
    z.looseObject({
      key: z.string().max(200).optional().meta({ description: 'Own name of the schedule' }),
      applies_to: z.array(z.looseObject({ type: z.literal('price'), price: fields.price.optional() })).optional(),
      bill_until: z.looseObject({
        type: z.enum(['duration', 'timestamp']),
        duration: z.looseObject({ interval: fields.interval, interval_count: z.int().optional() }).optional(),
        timestamp: fields.timestamp.optional(),
      }),
    }),
  )
  .optional()
  .meta({ description: 'Until when prices are billed ahead' });
