import { get, type InputOf, nested, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Customer, DeletedCustomer } from '../customer.ts';
import { customer, expand } from '../fields.ts';

/** @see https://docs.stripe.com/api/customers/retrieve */
export class GetCustomer extends RestConnector {
  readonly name = 'get-customer';
  readonly title = 'Get a customer';
  override readonly description = 'Of a customer that was deleted only the id remains, and deleted: true.';
  readonly input = z.object({ customer, expand });
  readonly output = z.union([Customer, DeletedCustomer]);

  request({ customer, ...query }: InputOf<GetCustomer>) {
    return get(path`/customers/${customer}`, { query: nested(query) });
  }
}
