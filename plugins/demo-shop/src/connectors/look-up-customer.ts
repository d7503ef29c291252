import { ActionError, GraphqlConnector, type InputOf } from '@mortise/sdk';
import { z } from 'zod';

const Answer = z.object({ customer: z.unknown() });

export class LookUpCustomer extends GraphqlConnector {
  readonly name = 'look-up-customer';
  readonly title = 'Look up a customer';
  override readonly description = 'Asks for what invoices need, and for nothing else.';
  readonly input = z.object({ customerId: z.string() });
  readonly output = z.looseObject({
    id: z.string(),
    name: z.string(),
    country: z.string().meta({ description: 'ISO 3166-1 code of two letters' }),
    vatNumber: z.string().nullable().meta({ description: 'With the country in front; null of a private person' }),
  });
  readonly query = 'query ($id: ID!) { customer(id: $id) { id name country vatNumber } }';

  override variables({ customerId }: InputOf<LookUpCustomer>) {
    return { id: customerId };
  }

  override result(data: unknown) {
    const { customer } = Answer.parse(data);
    if (customer === null) throw new ActionError('The shop has no such customer.');
    return customer;
  }
}
