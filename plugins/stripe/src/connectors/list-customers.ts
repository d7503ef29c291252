import { get, type InputOf, nested } from '@mortise/sdk';
import { z } from 'zod';
import { Customer } from '../customer.ts';
import { listFields, range, StripeList } from '../stripe-list.ts';

/** @see https://docs.stripe.com/api/customers/list */
export class ListCustomers extends StripeList {
  readonly name = 'list-customers';
  readonly title = 'List customers';
  readonly input = z.object({
    email: z.string().max(512).optional().meta({ description: 'Exactly this address; capital letters count' }),
    created: range,
    test_clock: z.string().optional().meta({ description: 'Id of a test clock, in a sandbox' }),
    ...listFields,
  });
  readonly output = Customer;

  request(query: InputOf<ListCustomers>) {
    return get('/customers', { query: nested(query) });
  }
}
