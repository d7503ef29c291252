import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { Customer, customerFields } from '../customer.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/queries/customerByIdentifier */
export class FindCustomer extends AdminConnector {
  readonly name = 'find-customer';
  readonly title = 'Find a customer';
  readonly input = z.object({
    identifier: z
      .union([z.object({ emailAddress: z.email() }), z.object({ phoneNumber: z.string() })])
      .meta({ title: 'Customer', description: 'By email address, or by phone number' }),
  });
  readonly output = Customer;
  readonly query = `query FindCustomer($identifier: CustomerIdentifierInput!) {
    answer: customerByIdentifier(identifier: $identifier) { ${customerFields} } }`;
}
