import { BatchConnector, get, type InputOf, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { Order } from '../order.ts';

export class ListOrders extends BatchConnector {
  readonly name = 'list-orders';
  readonly title = 'List orders';
  readonly input = z.object({
    status: Order.shape.status.optional(),
    createdAfter: z.iso.datetime().optional(),
    limit: z.int().min(1).max(100).default(50).meta({ description: 'Orders per page' }),
  });
  readonly output = Order;
  readonly response = z.object({ orders: z.array(z.unknown()), next: z.string().nullable() });

  request(query: InputOf<ListOrders>, cursor?: string) {
    return get('/orders', { query: { ...query, cursor } });
  }

  page({ orders, next }: ResponseOf<ListOrders>) {
    return { items: orders, cursor: next };
  }
}
