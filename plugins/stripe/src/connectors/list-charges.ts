import { get, type InputOf, nested } from '@mortise/sdk';
import { z } from 'zod';
import { Charge } from '../charge.ts';
import { customer, paymentIntent, transferGroup } from '../fields.ts';
import { listFields, range, StripeList } from '../stripe-list.ts';

/** @see https://docs.stripe.com/api/charges/list */
export class ListCharges extends StripeList {
  readonly name = 'list-charges';
  readonly title = 'List charges';
  readonly input = z.object({
    customer: customer.optional(),
    payment_intent: paymentIntent.optional(),
    created: range,
    transfer_group: transferGroup,
    ...listFields,
  });
  readonly output = Charge;

  request(query: InputOf<ListCharges>) {
    return get('/charges', { query: nested(query) });
  }
}
