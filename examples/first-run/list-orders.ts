import { z } from 'zod';
import type { HostApi } from './start-host.ts';

const Order = z.object({
  number: z.string(),
  customerId: z.string(),
  status: z.string(),
  currency: z.string(),
  total: z.string(),
});
const Customer = z.object({ name: z.string(), country: z.string() });

const shownRows = 8;
const parallelLookups = 8;

/** Lists the shop's orders page by page, looks each customer up once, and joins the two. */
export async function listOrders(host: HostApi, connection: string) {
  const startedAt = performance.now();
  const orders: z.infer<typeof Order>[] = [];
  let pages = 0;
  let cursor: string | undefined;
  do {
    const page = await host.call('demo-shop.list-orders', { limit: 50 }, connection, cursor);
    orders.push(...z.array(Order).parse(page.output));
    pages++;
    cursor = page.cursor;
  } while (cursor !== undefined);

  const customers = new Map<string, z.infer<typeof Customer>>();
  const wanted = [...new Set(orders.map(({ customerId }) => customerId))].values();
  const lookUp = async () => {
    for (const customerId of wanted) {
      const { output } = await host.call('demo-shop.get-customer', { customerId }, connection);
      customers.set(customerId, Customer.parse(output));
    }
  };
  await Promise.all(Array.from({ length: parallelLookups }, lookUp));

  const rows = orders.slice(0, shownRows).map(({ number, customerId, status, currency, total }) => {
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
