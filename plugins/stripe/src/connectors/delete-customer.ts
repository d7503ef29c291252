import { del, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { DeletedCustomer } from '../customer.ts';
import { customer } from '../fields.ts';

/** @see https://docs.stripe.com/api/customers/delete */
export class DeleteCustomer extends RestConnector {
  readonly name = 'delete-customer';
  readonly title = 'Delete a customer';
  override readonly description = 'For good; subscriptions of the customer end at once.';
  readonly input = z.object({ customer });
  readonly output = DeletedCustomer;

  request({ customer }: InputOf<DeleteCustomer>) {
    return del(path`/customers/${customer}`);
  }
}
