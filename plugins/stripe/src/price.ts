import { z } from 'zod';
import { Currency, Decimal, Livemode, Metadata, Money, Reference, Timestamp } from './values.ts';

const customUnitAmount = z
  .looseObject({ maximum: Money.nullish(), minimum: Money.nullish(), preset: Money.nullish() })
  .nullish()
  .meta({ description: 'Where the payer chooses the amount' });

const tiers = z
  .array(
    z.looseObject({
      up_to: z.int().nullish(),
      unit_amount: Money.nullish(),
      unit_amount_decimal: Decimal.nullish(),
      flat_amount: Money.nullish(),
      flat_amount_decimal: Decimal.nullish(),
    }),
  )
  .optional();

/** @see https://docs.stripe.com/api/prices/object */
export const Price = z.looseObject({
  id: z.string(),
  object: z.literal('price'),
  active: z.boolean(),
  billing_scheme: z.string().meta({ description: 'per_unit or tiered' }),
  created: Timestamp,
  currency: Currency,
  currency_options: z
    .record(
      z.string(),
      z.looseObject({
        custom_unit_amount: customUnitAmount,
        tax_behavior: z.string().nullish(),
        tiers,
        unit_amount: Money.nullish(),
        unit_amount_decimal: Decimal.nullish(),
      }),
    )
    .optional()
    .meta({ description: 'Amounts in other currencies, by currency' }),
  custom_unit_amount: customUnitAmount,
  livemode: Livemode,
  lookup_key: z.string().nullish(),
  metadata: Metadata,
  nickname: z.string().nullish(),
  product: Reference,
  recurring: z
    .looseObject({
      interval: z.string().meta({ description: 'day, week, month or year' }),
      interval_count: z.int(),
      meter: z.string().nullish(),
      trial_period_days: z.int().nullish(),
      usage_type: z.string(),
    })
    .nullish(),
  tax_behavior: z.string().nullish(),
  tiers,
  tiers_mode: z.string().nullish(),
  transform_quantity: z.looseObject({ divide_by: z.int(), round: z.string() }).nullish(),
  type: z.string().meta({ description: 'one_time or recurring' }),
  unit_amount: Money.nullish(),
  unit_amount_decimal: Decimal.nullish(),
});
