import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { z } from 'zod';
import type { Backend } from '../backend.ts';
import { notFound, ShopError } from '../errors.ts';
import { Fault } from '../faults/fault.ts';
import { isLoopbackName, isLoopbackUrl } from '../loopback.ts';

const FaultId = z.object({ id: z.string() });
const PREFIX = '/_control/';

/** What steers the shop is neither counted nor recorded nor made to fail. */
export function isControl({ url }: FastifyRequest) {
  return url.startsWith(PREFIX);
}

export function controlRoutes(app: FastifyInstance, backend: Backend) {
  const { faults, stats, log, tokens } = backend;
  const local = { onRequest: onlyLocal };

  app.get('/_control/stats', local, () => stats.read());
  app.get('/_control/requests', local, () => ({ requests: log.read() }));
  app.get('/_control/faults', local, () => ({ faults: faults.list() }));

  app.post('/_control/faults', local, ({ body }, reply) => reply.code(201).send(faults.add(Fault.parse(body))));

  app.delete('/_control/faults', local, (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });

  app.delete('/_control/faults/:id', local, ({ params }, reply) => {
    const { id } = FaultId.parse(params);
    if (!faults.remove(id)) throw notFound('fault', id);
    return reply.code(204).send();
  });

  app.post('/_control/expire-tokens', local, (_request, reply) => {
    tokens.expireAccess();
    return reply.code(204).send();
  });

  app.post('/_control/reset', local, (_request, reply) => {
    backend.reset();
    return reply.code(204).send();
  });
}

/** Anybody on this machine may steer the shop, but no web page: not by DNS rebinding, and not from its own origin. */
function onlyLocal({ hostname, headers }: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction) {
  const { origin } = headers;
  if (isLoopbackName(hostname) && (origin === undefined || isLoopbackUrl(origin))) return done();
  done(new ShopError(403, 'not_local', 'The controls of the shop answer to this machine only.'));
}
