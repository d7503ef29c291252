import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';

export class GetCustomer extends RestConnector {
  readonly name = 'get-customer';
  readonly title = 'Get a customer';
  readonly input = z.object({ customerId: z.string() });
  readonly output = z.looseObject({
    id: z.string(),
    name: z.string(),
    email: z.email(),
    country: z.string().meta({ description: 'ISO 3166-1 code of two letters' }),
    vatNumber: z.string().optional(),
  });

  request({ customerId }: InputOf<GetCustomer>) {
    return get(path`/api/customers/${customerId}`);
  }
}
