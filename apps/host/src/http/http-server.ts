import { longestDelivery } from '@mortise/sdk';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ErrorFilter } from '../errors/error-filter.ts';
import type { HostLog } from '../observability/host-log.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Gate } from '../security/gate.ts';
import { acceptJsonOnly } from './json-body.ts';
import { reportRequests } from './report-requests.ts';
import { type OwnOptions, serverOptions } from './server-options.ts';

const longestBody = 1024 * 1024;

/** Fastify as the host wants it: its limits, its error answers, the gate before all routes, one log line and one figure per request. */
export function httpServer(gate: Gate, errors: ErrorFilter, log: HostLog, metrics: Metrics): FastifyAdapter {
  const refuse: OwnOptions['refuse'] = (error, request, reply) => {
    gate.mark(request, reply);
    errors.answer(error, request, reply);
  };
  const adapter = new FastifyAdapter(serverOptions({ longestBody, refuse }));
  const server = adapter.getInstance();
  acceptJsonOnly(server);
  server.addHook('onRoute', (route) => {
    // How much a delivery may really hold is a fact of its webhook.
    if (route.config?.keepsBody) route.bodyLimit = longestDelivery;
  });
  server.decorateRequest('identity', undefined);
  server.addHook('onRequest', (request, reply) => gate.admit(request, reply));
  reportRequests(server, log, metrics);
  return adapter;
}
