import { z } from 'zod';
import { currency, decimalAmount, interval, metadata, taxBehavior } from './fields.ts';

const customUnitAmount = z
  .object({
    enabled: z.boolean(),
    minimum: z.int().optional(),
    maximum: z.int().optional(),
    preset: z.int().optional(),
  })
  .optional()
  .meta({ description: 'The payer chooses the amount, in smallest units' });

const tiers = z
  .array(
    z.object({
      up_to: z.union([z.int(), z.literal('inf')]).meta({ description: 'Last piece of this tier; inf for the last tier' }),
      unit_amount: z.int().optional(),
      unit_amount_decimal: decimalAmount,
      flat_amount: z.int().optional().meta({ description: 'For the tier as a whole' }),
      flat_amount_decimal: z.string().optional(),
    }),
  )
  .optional()
  .meta({ description: 'From the first piece up; for tiered' });

/** Amounts in other currencies. */
export const currencyOptions = z
  .record(
    z.string(),
    z.looseObject({
      custom_unit_amount: customUnitAmount,
      tax_behavior: taxBehavior,
      tiers,
      unit_amount: z.int().optional(),
      unit_amount_decimal: decimalAmount,
    }),
  )
  .optional()
  .meta({ description: 'Amounts in other currencies, by currency' });

/** A price that is made along with its product. */
export const newPrice = z.looseObject({
  currency,
  unit_amount: z.int().optional().meta({ description: 'Smallest unit' }),
  unit_amount_decimal: decimalAmount,
  custom_unit_amount: customUnitAmount,
  currency_options: currencyOptions,
  recurring: z.object({ interval, interval_count: z.int().optional() }).optional().meta({ description: 'For subscriptions' }),
  tax_behavior: taxBehavior,
  metadata,
});

/** How a new price says what is to be paid. */
export const priceAmounts = {
  unit_amount: z.int().optional().meta({ description: 'For one piece, in the smallest unit; 0 is free' }),
  unit_amount_decimal: decimalAmount,
  custom_unit_amount: customUnitAmount,
  billing_scheme: z.enum(['per_unit', 'tiered']).optional().meta({ description: 'tiered needs tiers and tiers_mode' }),
  tiers,
  tiers_mode: z
    .enum(['graduated', 'volume'])
    .optional()
    .meta({ description: 'Each piece by its own tier, or all by the tier of the quantity' }),
  transform_quantity: z
    .object({ divide_by: z.int(), round: z.enum(['down', 'up']) })
    .optional()
    .meta({ description: 'Sells in packages' }),
  currency_options: currencyOptions,
};
