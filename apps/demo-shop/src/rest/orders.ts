import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Backend } from '../backend.ts';
import { type Order, orderStatuses } from '../data/orders.ts';
import type { Store } from '../data/store.ts';
import { invalid, notFound } from '../errors.ts';
import { requires } from '../oauth/bearer.ts';
import { PageQuery, page } from './page.ts';

const OrdersQuery = PageQuery.extend({
  status: z.enum(orderStatuses).optional(),
  createdAfter: z.iso.datetime({ offset: true }).optional(),
});

const NewOrder = z.object({
  customerId: z.string(),
  status: z.enum(orderStatuses).default('pending'),
  items: z.array(z.object({ productId: z.string(), quantity: z.int().min(1).max(999) })).min(1),
});

const OrderId = z.object({ id: z.string() });

export function orderRoutes(app: FastifyInstance, { store, tokens, answers, webhooks }: Backend) {
  const read = { preHandler: requires(tokens, 'orders:read') };
  const write = { preHandler: requires(tokens, 'orders:write') };

  app.get('/api/orders', read, ({ query }) => {
    const { status, createdAfter, ...request } = OrdersQuery.parse(query);
    const after = createdAfter === undefined ? undefined : Date.parse(createdAfter);
    const keep = (order: Order) =>
      (status === undefined || order.status === status) && (after === undefined || Date.parse(order.createdAt) > after);
    const { items, next } = page(store.orders, request, keep);
    return { orders: items, next };
  });

  app.get('/api/orders/:id', read, ({ params }) => {
    const { id } = OrderId.parse(params);
    const order = store.order(id);
    if (!order) throw notFound('order', id);
    return order;
  });

  app.post('/api/orders', write, ({ headers, body }, reply) => {
    const key = headers['idempotency-key']?.toString();
    const answer = answers.once(key, body, () => {
      const order = createOrder(store, NewOrder.parse(body));
      webhooks.publish('order.created', order);
      return { status: 201, body: order };
    });
    if (answer.replayed) reply.header('idempotent-replayed', 'true');
    return reply.code(answer.status).send(answer.body);
  });
}

function createOrder(store: Store, { customerId, status, items }: z.output<typeof NewOrder>) {
  const customer = store.customer(customerId);
  if (!customer) throw invalid('customerId', `There is no customer ${customerId}.`);

  const lines = items.map(({ productId, quantity }, index) => {
    const product = store.product(productId);
    if (!product) throw invalid(`items.${index}.productId`, `There is no product ${productId}.`);
    return { product, quantity };
  });
  return store.createOrder({ customer, status, lines });
}
