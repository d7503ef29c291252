import { newTraceId, readTraceId } from '@mortise/sdk';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import { ErrorFilter } from '../errors/error-filter.ts';
import { TransportError } from '../errors/transport-error.ts';
import type { HostLog } from '../observability/host-log.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Gate } from '../security/gate.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { acceptJsonOnly } from './json-body.ts';

const longestBody = 1024 * 1024;

/** Fastify as the host wants it: its limits, its error answers, the gate before all routes, one log line and one figure per request. */
export function httpServer(gate: Gate, errors: ErrorFilter, log: HostLog, metrics: Metrics): FastifyAdapter {
  const options: FastifyServerOptions & { skipMiddie: true } = {
    bodyLimit: longestBody,
    // Headers must arrive within a minute, the whole request within five: nobody holds a socket open by sending slowly.
    requestTimeout: 300_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    skipMiddie: true,
    genReqId: ({ headers }) => readTraceId(firstOf(headers['traceparent'])) ?? newTraceId(),
    clientErrorHandler: answerBrokenRequest,
    routerOptions: { maxParamLength: 500 },
    // The router refuses an address before any hook runs.
    frameworkErrors: (cause, request, reply) => {
      gate.mark(request, reply);
      errors.answer(
        new TransportError('malformed_request', 'The address cannot be read. Correct it.', { cause }),
        request,
        reply,
      );
    },
  };
  const adapter = new FastifyAdapter(options);
  const server = adapter.getInstance();
  acceptJsonOnly(server);
  server.decorateRequest('identity', undefined);
  server.addHook('onRequest', (request, reply, done) => {
    try {
      gate.admit(request, reply);
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  server.addHook('onResponse', (request, reply, done) => {
    const report = {
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 100) / 100,
      correlationId: request.id,
    };
    metrics.request(report);
    log.request(report);
    done();
  });
  return adapter;
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0];
}
