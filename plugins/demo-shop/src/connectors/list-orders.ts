import { byCursor, get, type InputOf, PagedConnector, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { Order } from '../order.ts';

export class ListOrders extends PagedConnector {
  readonly name = 'list-orders';
  readonly title = 'List orders';
  readonly input = z.object({
    status: Order.shape.status.optional(),
    createdAfter: z.iso.datetime().optional(),
    limit: z.int().min(1).max(100).default(50).meta({ description: 'Orders per page' }),
  });
  readonly output = Order;
  readonly response = z.object({ orders: z.array(z.unknown()) });
  readonly pagination = byCursor({ parameter: 'cursor', next: 'next' });

  request(query: InputOf<ListOrders>) {
    return get('/api/orders', { query });
  }

  items({ orders }: ResponseOf<ListOrders>) {
    return orders;
  }
}
