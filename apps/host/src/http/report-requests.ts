import type { FastifyInstance } from 'fastify';
import type { HostLog } from '../observability/host-log.ts';
import type { Metrics } from '../observability/metrics.ts';

/** One log line and one figure per request. */
export function reportRequests(server: FastifyInstance, log: HostLog, metrics: Metrics): void {
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
}
