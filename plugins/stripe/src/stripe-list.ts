import { byCursor, PagedConnector, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { expand } from './fields.ts';

const bound = z.int().optional().meta({ description: 'Seconds since 1970' });

/** A range of times. */
export const range = z
  .object({ gt: bound, gte: bound, lt: bound, lte: bound })
  .optional()
  .meta({ description: 'From when to when: g… after, l… before, …e that second too' });

/** What every list may be asked. */
export const listFields = {
  limit: z.int().min(1).max(100).default(100).meta({ description: 'Per page' }),
  expand,
};

/**
 * A list that goes on after its last item, newest items first.
 * @see https://docs.stripe.com/api/pagination
 */
export abstract class StripeList extends PagedConnector {
  readonly response = z.looseObject({ data: z.array(z.unknown()), has_more: z.boolean() });
  readonly pagination = byCursor({ parameter: 'starting_after', next: 'data.-1.id', while: 'has_more' });

  items({ data }: ResponseOf<StripeList>) {
    return data;
  }
}
