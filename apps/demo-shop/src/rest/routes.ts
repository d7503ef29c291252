import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Backend } from '../backend.ts';
import { notFound } from '../errors.ts';
import { requires } from '../oauth/bearer.ts';
import { orderRoutes } from './orders.ts';
import { PageQuery, page } from './page.ts';

const ById = z.object({ id: z.string() });

export function restRoutes(app: FastifyInstance, backend: Backend) {
  const { store, tokens } = backend;
  const customers = { preHandler: requires(tokens, 'customers:read') };
  const products = { preHandler: requires(tokens, 'products:read') };

  orderRoutes(app, backend);

  app.get('/api/customers', customers, ({ query }) => {
    const { items, next } = page(store.customers, PageQuery.parse(query));
    return { customers: items, next };
  });

  app.get('/api/customers/:id', customers, ({ params }) => {
    const { id } = ById.parse(params);
    const customer = store.customer(id);
    if (!customer) throw notFound('customer', id);
    return customer;
  });

  app.get('/api/products', products, ({ query }) => {
    const { items, next } = page(store.products, PageQuery.parse(query));
    return { products: items, next };
  });

  app.get('/api/products/:id', products, ({ params }) => {
    const { id } = ById.parse(params);
    const product = store.product(id);
    if (!product) throw notFound('product', id);
    return product;
  });
}
