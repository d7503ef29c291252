import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorBody } from '../errors.ts';
import { pathOf } from '../request-log.ts';
import { half, spoil } from './body.ts';
import type { ActiveFault } from './fault.ts';
import type { Faults } from './faults.ts';

/** Lets the shop's faults act on its requests: first before the work is done, then on the answer. */
export function faultHooks(app: FastifyInstance, faults: Faults, isControl: (request: FastifyRequest) => boolean) {
  const hit = new WeakMap<FastifyRequest, ActiveFault>();

  app.addHook('preHandler', (request, reply, done) => {
    if (faults.list().length === 0 || isControl(request)) return done();
    const fault = faults.take(request.method, pathOf(request));
    if (!fault) return done();
    hit.set(request, fault);
    if (fault.delay === undefined) return interrupt(fault, reply) || done();
    setTimeout(() => interrupt(fault, reply) || done(), fault.delay).unref();
  });

  app.addHook('onSend', (request, reply, payload, done) => {
    const fault = hit.get(request);
    if (!fault) return done(null, payload);
    const { socket } = request.raw;
    if (fault.drop === 'after') return void socket.destroy();
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return done(null, payload);

    const body = Buffer.from(payload);
    if (fault.drop === 'during') {
      reply.header('content-length', body.length);
      return done(
        null,
        half(body, () => socket.destroy()),
      );
    }
    if (fault.gzip) reply.header('content-encoding', 'gzip');
    done(null, spoil(body, fault));
  });
}

/** Answers in place of the shop; false if the fault leaves that to the shop. */
function interrupt(fault: ActiveFault, reply: FastifyReply) {
  if (fault.drop === 'before') {
    reply.hijack();
    reply.raw.destroy();
    return true;
  }
  if (fault.redirect !== undefined) {
    reply.redirect(fault.redirect, fault.status ?? 302);
    return true;
  }
  if (fault.status === undefined) return false;
  if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter));
  reply.code(fault.status).send(errorBody('fault', `The shop was told to answer with ${fault.status}.`));
  return true;
}
