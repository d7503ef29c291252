import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Order } from '../order.ts';

export class CreateOrder extends RestConnector {
  readonly name = 'create-order';
  readonly title = 'Create an order';
  readonly input = z.object({
    customerId: z.string(),
    status: Order.shape.status.optional().meta({ description: 'pending unless given' }),
    items: z.array(z.object({ productId: z.string(), quantity: z.int().positive() })).min(1),
  });
  readonly output = Order;

  request(order: InputOf<CreateOrder>) {
    return post('/api/orders', { json: order });
  }
}
