import { z } from 'zod';

// Values that objects of Stripe are made of.

/** An id, or the object itself where the request expands it. */
export const Reference = z.union([z.string(), z.looseObject({ id: z.string() })]);
export const Metadata = z.record(z.string(), z.string());
export const Money = z.int().meta({ description: 'In the smallest unit of the currency' });
export const Currency = z.string().meta({ description: 'ISO 4217, lower case' });
export const Timestamp = z.int().meta({ description: 'Seconds since 1970' });
export const Livemode = z.boolean().meta({ description: 'False in a sandbox' });
export const Decimal = z.string().meta({ description: 'Decimal number as text' });

/** A list within an object; longer ones have to be asked for on their own. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.looseObject({
    object: z.literal('list'),
    data: z.array(item),
    has_more: z.boolean(),
    url: z.string().optional(),
  });
}

export const AutomaticTax = z.looseObject({
  enabled: z.boolean(),
  disabled_reason: z.string().nullish(),
  liability: z.looseObject({ type: z.string(), account: Reference.nullish() }).nullish(),
  provider: z.string().nullish(),
  status: z.string().nullish(),
});

/** What the payer saw, in a currency of their own. */
export const PresentmentDetails = z.looseObject({ presentment_amount: Money.optional(), presentment_currency: Currency });

/** Whether Stripe sells in your place. */
export const ManagedPayments = z.looseObject({ enabled: z.boolean() });
