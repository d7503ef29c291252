import { get, type InputOf, type OutputOf, PollingTrigger, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { Order } from '../order.ts';

export class NewOrders extends PollingTrigger {
  readonly name = 'new-orders';
  readonly title = 'New orders';
  override readonly description = 'For shops that cannot reach this host; otherwise "Order created" is faster.';
  override readonly intervalSeconds = 60;
  readonly input = z.object({});
  readonly output = Order;
  readonly response = z.object({ orders: z.array(Order), next: z.string().nullable() });

  /** The shop lists the oldest first, and no order is ever made at the time of another. */
  request(_input: InputOf<NewOrders>, createdAfter?: string) {
    return get('/api/orders', { query: { createdAfter, limit: 100 } });
  }

  poll({ orders, next }: ResponseOf<NewOrders>) {
    return { items: orders, since: orders.at(-1)?.createdAt, more: next !== null };
  }

  key({ id }: OutputOf<NewOrders>) {
    return id;
  }
}
