import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { Customer, customerFields, customerId } from '../customer.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/queries/customer */
export class GetCustomer extends AdminConnector {
  readonly name = 'get-customer';
  readonly title = 'Get a customer';
  readonly input = z.object({ id: customerId });
  readonly output = Customer;
  readonly query = `query GetCustomer($id: ID!) { answer: customer(id: $id) { ${customerFields} } }`;
}
