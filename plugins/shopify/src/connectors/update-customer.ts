import type { InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { Customer, customerFields, customerId } from '../customer.ts';
import { writableFields } from '../customer-fields.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/customerUpdate */
export class UpdateCustomer extends AdminConnector {
  readonly name = 'update-customer';
  readonly title = 'Update a customer';
  readonly input = z.object({ id: customerId, ...writableFields });
  readonly output = z.looseObject({ customer: Customer });
  readonly query = `mutation UpdateCustomer($input: CustomerInput!) {
    answer: customerUpdate(input: $input) { customer { ${customerFields} } userErrors { field message } } }`;

  override variables(input: InputOf<UpdateCustomer>) {
    return { input };
  }
}
