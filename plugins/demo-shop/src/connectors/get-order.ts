import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Order } from '../order.ts';

export class GetOrder extends RestConnector {
  readonly name = 'get-order';
  readonly title = 'Get an order';
  readonly input = z.object({ orderId: z.string() });
  readonly output = Order;

  request({ orderId }: InputOf<GetOrder>) {
    return get(path`/api/orders/${orderId}`);
  }
}
