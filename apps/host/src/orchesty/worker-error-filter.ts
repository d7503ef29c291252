import type { MortiseError } from '@mortise/sdk';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { httpStatusOf, toMortiseError } from '../errors/error-answer.ts';
import type { HostLog } from '../observability/host-log.ts';
import { WorkerClosedError } from './worker-closed-error.ts';
import { WorkerError } from './worker-error.ts';

/** Statuses that mean the same to a platform as 400, and say more to whoever looks. */
const kept: readonly number[] = [403, 408, 413];
const unknownRoute = 'route_not_found';

/** Answers as a worker of a platform does. */
@Catch()
export class WorkerErrorFilter implements ExceptionFilter {
  readonly #log: HostLog;

  constructor(log: HostLog) {
    this.#log = log;
  }

  catch(thrown: unknown, context: ArgumentsHost): void {
    const http = context.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = toMortiseError(thrown);
    if (error.code === 'internal') this.#log.fault(thrown, request.id);
    if (reply.sent || reply.raw.headersSent) return;
    reply.status(statusOf(error)).send({ status: 'Error', message: error.message });
  }
}

/** From 501 on a platform sends the message again; it gives up a message at 500 and at everything below. */
function statusOf(error: MortiseError): number {
  if (error instanceof WorkerError) return 400;
  if (error instanceof WorkerClosedError) return 503;
  if (error.code === unknownRoute) return 404;
  const status = httpStatusOf(error);
  if (status >= 500) return 503;
  return kept.includes(status) ? status : 400;
}
