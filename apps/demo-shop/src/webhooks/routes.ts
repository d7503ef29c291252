import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Backend } from '../backend.ts';
import { notFound } from '../errors.ts';
import { requires } from '../oauth/bearer.ts';
import { NewSubscription } from './subscription.ts';

const SubscriptionId = z.object({ id: z.string() });

/** A subscription needs the scope of what it will be told: orders. */
export function webhookRoutes(app: FastifyInstance, { webhooks, tokens }: Backend) {
  const allowed = { preHandler: requires(tokens, 'orders:read') };

  app.post('/api/webhooks', allowed, ({ body }, reply) => reply.code(201).send(webhooks.subscribe(NewSubscription.parse(body))));

  app.get('/api/webhooks', allowed, () => ({
    webhooks: webhooks.list().map(({ secret: _secret, ...shown }) => shown),
  }));

  app.delete('/api/webhooks/:id', allowed, ({ params }, reply) => {
    const { id } = SubscriptionId.parse(params);
    if (!webhooks.unsubscribe(id)) throw notFound('webhook', id);
    return reply.code(204).send();
  });
}
