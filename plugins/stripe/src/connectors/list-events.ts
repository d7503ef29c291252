import { get, type InputOf, nested } from '@mortise/sdk';
import { z } from 'zod';
import { Event } from '../event.ts';
import { listFields, range, StripeList } from '../stripe-list.ts';

/** @see https://docs.stripe.com/api/events/list */
export class ListEvents extends StripeList {
  readonly name = 'list-events';
  readonly title = 'List events';
  override readonly description = 'Of the last 30 days; for what a webhook missed.';
  readonly input = z.object({
    type: z.string().optional().meta({ description: 'For example invoice.paid, or invoice.* for a group' }),
    types: z.array(z.string()).max(20).optional().meta({ description: 'Up to 20 types, in place of type' }),
    created: range,
    delivery_success: z.boolean().optional().meta({ description: 'false: those that some webhook has not received' }),
    ...listFields,
  });
  readonly output = Event;

  request(query: InputOf<ListEvents>) {
    return get('/events', { query: nested(query) });
  }
}
