import { get, type InputOf, nested } from '@mortise/sdk';
import { z } from 'zod';
import { collectionMethod, customer, customerAccount, price } from '../fields.ts';
import { listFields, range, StripeList } from '../stripe-list.ts';
import { Subscription } from '../subscription.ts';

const statuses = [
  'active',
  'all',
  'canceled',
  'ended',
  'incomplete',
  'incomplete_expired',
  'past_due',
  'paused',
  'trialing',
  'unpaid',
] as const;

/** @see https://docs.stripe.com/api/subscriptions/list */
export class ListSubscriptions extends StripeList {
  readonly name = 'list-subscriptions';
  readonly title = 'List subscriptions';
  readonly input = z.object({
    customer: customer.optional(),
    customer_account: customerAccount,
    price: price.optional(),
    plan: z.string().optional().meta({ description: 'Id of a plan; older than prices' }),
    status: z
      .enum(statuses)
      .optional()
      .meta({ description: 'All that are not canceled where it is absent; ended: both kinds of ends' }),
    collection_method: collectionMethod,
    automatic_tax: z.object({ enabled: z.boolean() }).optional().meta({ description: 'By whether Stripe calculates the tax' }),
    created: range,
    current_period_start: range,
    current_period_end: range,
    test_clock: z.string().optional().meta({ description: 'Id of a test clock, in a sandbox' }),
    ...listFields,
  });
  readonly output = Subscription;

  request(query: InputOf<ListSubscriptions>) {
    return get('/subscriptions', { query: nested(query) });
  }
}
