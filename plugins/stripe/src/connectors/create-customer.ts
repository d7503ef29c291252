import { type InputOf, nested, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { AddressInput, CustomerShippingInput } from '../address.ts';
import { Customer } from '../customer.ts';
import { customerFields, taxExempt, taxFields } from '../customer-fields.ts';

/** @see https://docs.stripe.com/api/customers/create */
export class CreateCustomer extends RestConnector {
  readonly name = 'create-customer';
  readonly title = 'Create a customer';
  readonly input = z.object({
    ...customerFields,
    tax: taxFields(['deferred', 'immediately']),
    address: AddressInput.optional().meta({ description: 'For invoices and taxes' }),
    shipping: CustomerShippingInput.optional().meta({ description: 'Where goods go; shown on invoices' }),
    payment_method: z.string().optional().meta({ description: 'Id of one to attach (pm_…)' }),
    tax_exempt: taxExempt.optional(),
    tax_id_data: z
      .array(
        z.object({
          type: z.string().meta({ description: 'Kind of number, for example eu_vat' }),
          value: z.string().meta({ description: 'The number itself' }),
        }),
      )
      .optional()
      .meta({ description: 'Tax numbers of the customer' }),
    test_clock: z.string().optional().meta({ description: 'Id of a test clock, in a sandbox' }),
  });
  readonly output = Customer;

  request(input: InputOf<CreateCustomer>) {
    return post('/customers', { form: nested(input) });
  }
}
