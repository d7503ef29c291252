import { customers } from './customers.ts';
import { makeOrder, type Order, type OrderDraft, orders } from './orders.ts';
import { products } from './products.ts';

/** The data of one shop: the seeded records, which all shops share, and the orders created in this one. */
export class Store {
  readonly customers = customers;
  readonly products = products;
  readonly #customersById = byId(customers);
  readonly #productsById = byId(products);
  #orders = [...orders];
  #ordersById = byId(orders);

  get orders(): readonly Order[] {
    return this.#orders;
  }

  order(id: string) {
    return this.#ordersById.get(id);
  }

  customer(id: string) {
    return this.#customersById.get(id);
  }

  product(id: string) {
    return this.#productsById.get(id);
  }

  /** Times of new orders only ever grow, so that a poll by `createdAfter` never misses one. */
  createOrder(draft: Omit<OrderDraft, 'createdAt'>) {
    const newest = Date.parse(this.#orders.at(-1)?.createdAt ?? '');
    const createdAt = new Date(Math.max(Date.now(), newest + 1));
    const order = makeOrder(this.#orders.length + 1, { ...draft, createdAt });
    this.#orders.push(order);
    this.#ordersById.set(order.id, order);
    return order;
  }

  reset() {
    this.#orders = [...orders];
    this.#ordersById = byId(orders);
  }
}

function byId<T extends { id: string }>(records: readonly T[]) {
  return new Map(records.map((record) => [record.id, record]));
}
