import { z } from 'zod';
import { Livemode, Timestamp } from './values.ts';

/** @see https://docs.stripe.com/api/events/object */
export const Event = z.looseObject({
  id: z.string(),
  object: z.literal('event'),
  account: z.string().optional().meta({ description: 'Connect: the account it happened in' }),
  api_version: z.string().nullish().meta({ description: 'The version that data is written in' }),
  context: z.string().optional(),
  created: Timestamp,
  data: z.looseObject({
    object: z.looseObject({}).meta({ description: 'The object, as it was when it happened' }),
    previous_attributes: z.looseObject({}).nullish().meta({ description: 'What changed, with its values before' }),
  }),
  livemode: Livemode,
  pending_webhooks: z.int(),
  request: z.looseObject({ id: z.string().nullish(), idempotency_key: z.string().nullish() }).nullish(),
  type: z.string().meta({ description: 'For example invoice.paid' }),
});

/** Events of the given types, whose object is known. */
export function eventOf<Type extends string, Subject extends z.ZodType>(types: readonly Type[], object: Subject) {
  return Event.extend({ type: z.enum(types), data: Event.shape.data.extend({ object }) });
}
