import { z } from 'zod';
import { Currency, Livemode, Money } from './values.ts';

const sourceTypes = z
  .record(z.string(), z.int())
  .optional()
  .meta({ description: 'By the kind of payment it comes from, for example card' });

const Amount = z.looseObject({
  amount: Money,
  currency: Currency,
  source_types: sourceTypes,
});

/** @see https://docs.stripe.com/api/balance/balance_object */
export const Balance = z.looseObject({
  object: z.literal('balance'),
  available: z.array(Amount).meta({ description: 'Can be paid out; one entry a currency' }),
  connect_reserved: z.array(Amount).optional(),
  instant_available: z
    .array(
      Amount.extend({
        net_available: z
          .array(z.looseObject({ amount: Money, destination: z.string(), source_types: sourceTypes }))
          .optional()
          .meta({ description: 'After fees, by where it can be paid out to' }),
      }),
    )
    .optional(),
  issuing: z.looseObject({ available: z.array(Amount) }).optional(),
  livemode: Livemode,
  pending: z.array(Amount).meta({ description: 'Not available yet' }),
  refund_and_dispute_prefunding: z
    .looseObject({ available: z.array(Amount).optional(), pending: z.array(Amount).optional() })
    .optional(),
});
