import { byCursor, get, type InputOf, nested, PagedConnector, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { Customer } from '../customer.ts';
import { listFields } from '../stripe-list.ts';

/** @see https://docs.stripe.com/api/customers/search */
export class SearchCustomers extends PagedConnector {
  readonly name = 'search-customers';
  readonly title = 'Search customers';
  override readonly description = 'Finds what is new or changed within about a minute, not at once.';
  readonly input = z.object({
    query: z
      .string()
      .meta({ description: "In Stripe's query language, for example email:'ada@example.com' AND created>1735689600" }),
    ...listFields,
  });
  readonly output = Customer;
  readonly response = z.looseObject({
    data: z.array(z.unknown()),
    has_more: z.boolean(),
    next_page: z.string().nullish(),
  });
  readonly pagination = byCursor({ parameter: 'page', next: 'next_page', while: 'has_more' });

  request(query: InputOf<SearchCustomers>) {
    return get('/customers/search', { query: nested(query) });
  }

  items({ data }: ResponseOf<SearchCustomers>) {
    return data;
  }
}
