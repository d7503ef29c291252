import { CustomAction, Filter } from '@mortise/service/nest';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ShopDatabase } from './shop-database.ts';

const Status = z.enum(['new', 'paid', 'shipped']);
const Order = z.object({ id: z.int(), customer: z.string(), total: z.number(), status: z.string() });

@Injectable()
export class OrdersService {
  constructor(private readonly database: ShopDatabase) {}

  @CustomAction({
    name: 'add-order',
    title: 'Add an order',
    input: Order.pick({ customer: true, total: true }),
    output: Order,
    repeatable: false,
  })
  add({ customer, total }: Pick<z.infer<typeof Order>, 'customer' | 'total'>) {
    return this.database.add(customer, total);
  }

  @CustomAction({ name: 'mark-order', title: 'Mark an order', input: z.object({ id: z.int(), status: Status }), output: Order })
  mark({ id, status }: { readonly id: number; readonly status: z.infer<typeof Status> }) {
    const order = this.database.setStatus(id, status);
    if (!order) throw new RangeError(`There is no order ${id}.`);
    return order;
  }

  @Filter({ name: 'is-large-order', title: 'Is a large order', input: Order })
  isLarge({ total }: z.infer<typeof Order>) {
    return total >= 500;
  }

  list(status: string) {
    return this.database.ofStatus(status);
  }
}
