import type { HostApi } from './start-host.ts';

interface Order {
  readonly number: string;
  readonly customerId: string;
  readonly status: string;
  readonly currency: string;
  readonly total: string;
}

interface Customer {
  readonly name: string;
  readonly country: string;
}

interface Row {
  readonly order: string;
  readonly customer: string;
  readonly country: string;
  readonly status: string;
  readonly total: string;
}

const shownRows = 8;
const parallelLookups = 8;

/** Lists the shop's orders page by page, looks each customer up once, and joins the two. */
export async function listOrders(host: HostApi, connection: string) {
  const startedAt = performance.now();
  const orders: Order[] = [];
  let pages = 0;
  let cursor: string | undefined;
  do {
    const page = await host.call<Order[]>('demo-shop.list-orders', { limit: 50 }, connection, cursor);
    orders.push(...page.output);
    pages++;
    cursor = page.cursor;
  } while (cursor !== undefined);

  const customers = new Map<string, Customer>();
  const wanted = [...new Set(orders.map(({ customerId }) => customerId))].values();
  const lookUp = async () => {
    for (const customerId of wanted) {
      customers.set(customerId, (await host.call<Customer>('demo-shop.get-customer', { customerId }, connection)).output);
    }
  };
  await Promise.all(Array.from({ length: parallelLookups }, lookUp));

  const rows = orders.slice(0, shownRows).map(({ number, customerId, status, currency, total }): Row => {
    const { name = 'unknown', country = '' } = customers.get(customerId) ?? {};
    return { order: number, customer: name, country, status, total: `${total} ${currency}` };
  });
  return {
    rows,
    orders: orders.length,
    pages,
    customers: customers.size,
    calls: pages + customers.size,
    durationMs: performance.now() - startedAt,
  };
}
