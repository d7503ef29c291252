import type { InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { Customer, customerFields } from '../customer.ts';
import { consentFields, writableFields } from '../customer-fields.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/customerCreate */
export class CreateCustomer extends AdminConnector {
  readonly name = 'create-customer';
  readonly title = 'Create a customer';
  override readonly description = 'An email address, a phone number or a name is needed.';
  readonly input = z.object({ ...writableFields, ...consentFields });
  readonly output = z.looseObject({ customer: Customer });
  readonly query = `mutation CreateCustomer($input: CustomerInput!) {
    answer: customerCreate(input: $input) { customer { ${customerFields} } userErrors { field message } } }`;

  override variables(input: InputOf<CreateCustomer>) {
    return { input };
  }
}
