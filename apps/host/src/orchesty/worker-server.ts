import { FastifyAdapter } from '@nestjs/platform-fastify';
import { parseBody } from '../http/json-body.ts';
import { reportRequests } from '../http/report-requests.ts';
import { type OwnOptions, serverOptions } from '../http/server-options.ts';
import type { HostLog } from '../observability/host-log.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { WorkerDoor } from './worker-door.ts';
import type { WorkerErrorFilter } from './worker-error-filter.ts';

/** A message as a platform sends it; what is longer belongs into a file. */
const longestBody = 16 * 1024 * 1024;

/** Fastify as a platform wants it: bodies are JSON, whatever they call themselves, and the bridge does not call them anything. */
export function workerServer(door: WorkerDoor, errors: WorkerErrorFilter, log: HostLog, metrics: Metrics): FastifyAdapter {
  const refuse: OwnOptions['refuse'] = (error, request, reply) => errors.answer(error, request, reply);
  const adapter = new FastifyAdapter(serverOptions({ longestBody, refuse }));
  const server = adapter.getInstance();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, body: string) => parseBody(body));
  server.addHook('onRequest', (request) => door.admit(request));
  reportRequests(server, log, metrics);
  return adapter;
}
