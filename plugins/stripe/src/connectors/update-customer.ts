import { type InputOf, nested, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { AddressInput, CustomerShippingInput } from '../address.ts';
import { Customer } from '../customer.ts';
import { customerFields, taxExempt, taxFields } from '../customer-fields.ts';
import { clearable, customer } from '../fields.ts';

/** @see https://docs.stripe.com/api/customers/update */
export class UpdateCustomer extends RestConnector {
  readonly name = 'update-customer';
  readonly title = 'Update a customer';
  override readonly description = 'Fields that are left out keep their value; an empty text removes it.';
  readonly input = z.object({
    customer,
    ...customerFields,
    tax: taxFields(['auto', 'deferred', 'immediately']),
    metadata: clearable(customerFields.metadata.unwrap())
      .optional()
      .meta({ description: 'Keys that are left out keep their value; an empty text in place of all removes all' }),
    address: clearable(AddressInput).optional().meta({ description: 'For invoices and taxes' }),
    shipping: clearable(CustomerShippingInput).optional().meta({ description: 'Where goods go; shown on invoices' }),
    default_source: z.string().optional().meta({ description: 'Id of a source; older than payment methods' }),
    tax_exempt: clearable(taxExempt).optional().meta({ description: 'reverse prints "Reverse charge" on invoices' }),
  });
  readonly output = Customer;

  request({ customer, ...changes }: InputOf<UpdateCustomer>) {
    return post(path`/customers/${customer}`, { form: nested(changes) });
  }
}
