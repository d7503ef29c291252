import { currencyOf } from './countries.ts';
import { type Customer, customers } from './customers.ts';
import { fromCents, toCents } from './money.ts';
import { type Product, products } from './products.ts';
import { seeded } from './random.ts';

export const orderStatuses = ['paid', 'pending', 'cancelled'] as const;

/** How far an order has come. */
export type OrderStatus = (typeof orderStatuses)[number];

/** One line of an order. `unitPrice` is in the currency of the order. */
export interface OrderItem {
  readonly productId: string;
  readonly quantity: number;
  readonly unitPrice: string;
}

/** What a customer bought. Amounts are decimal strings, `createdAt` is an ISO 8601 time in UTC. */
export interface Order {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly status: OrderStatus;
  readonly currency: string;
  readonly total: string;
  readonly items: readonly OrderItem[];
  readonly createdAt: string;
}

export interface OrderDraft {
  customer: Customer;
  status: OrderStatus;
  lines: { product: Product; quantity: number }[];
  createdAt: Date;
}

const ORDERS = 240;
const FIRST_ORDER = Date.UTC(2026, 0, 5, 7);
const HOUR = 3_600_000;

/** Prices an order and gives it the next id and number. */
export function makeOrder(position: number, { customer, status, lines, createdAt }: OrderDraft): Order {
  const { currency, rate } = currencyOf(customer.country);
  const items = lines.map(({ product, quantity }) => ({
    productId: product.id,
    quantity,
    unitPrice: fromCents(Math.round(toCents(product.price) * rate)),
  }));
  const total = items.reduce((sum, { quantity, unitPrice }) => sum + quantity * toCents(unitPrice), 0);
  const serial = String(position).padStart(4, '0');

  return {
    id: `ord_${serial}`,
    number: `2026-${serial}`,
    customerId: customer.id,
    status,
    currency,
    total: fromCents(total),
    items,
    createdAt: createdAt.toISOString(),
  };
}

const random = seeded(240);

export const orders: readonly Order[] = Array.from({ length: ORDERS }, (_, index) =>
  makeOrder(index + 1, {
    customer: pick(customers),
    status: pickStatus(),
    lines: pickLines(),
    // A step longer than the jitter keeps the orders in the order of their time.
    createdAt: new Date(FIRST_ORDER + index * 22 * HOUR + random.integer(0, 21 * 60) * 60_000),
  }),
);

function pick<T>(list: readonly T[]) {
  const chosen = list[random.integer(0, list.length - 1)];
  if (chosen === undefined) throw new Error('Nothing to pick from');
  return chosen;
}

function pickStatus(): OrderStatus {
  const luck = random.next();
  if (luck < 0.7) return 'paid';
  return luck < 0.88 ? 'pending' : 'cancelled';
}

function pickLines() {
  const chosen = new Set(Array.from({ length: random.integer(1, 4) }, () => pick(products)));
  return [...chosen].map((product) => ({ product, quantity: random.integer(1, 3) }));
}
