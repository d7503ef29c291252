import type { FastifyInstance } from 'fastify';
import type { Backend } from '../backend.ts';
import { lazily } from '../lazily.ts';
import { requires } from '../oauth/bearer.ts';

/** Loads the GraphQL library on the first call: a shop that is only used over REST starts without it. */
export function graphqlRoute(app: FastifyInstance, { store, tokens }: Backend) {
  const handler = lazily(async () => (await import('./handler.ts')).graphqlHandler(store));

  app.post('/graphql', { preHandler: requires(tokens, 'customers:read') }, async ({ body }) => {
    const answer = await handler();
    return answer(body);
  });
}
