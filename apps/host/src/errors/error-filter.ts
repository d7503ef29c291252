import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HostLog } from '../observability/host-log.ts';
import { httpStatusOf, retryAfterOf, toAnswer, toMortiseError } from './error-answer.ts';

/** Turns whatever a route, a hook, Nest or Fastify threw into the one error answer. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: HostLog) {}

  catch(thrown: unknown, context: ArgumentsHost): void {
    const http = context.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = toMortiseError(thrown);
    const status = httpStatusOf(error);
    if (status === 500) this.log.fault(thrown, request.id);
    // The answer has begun, or its client is gone: there is nobody to tell.
    if (reply.sent || reply.raw.headersSent) return;
    const retryAfter = retryAfterOf(error);
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    reply.status(status).send(toAnswer(error, request.id));
  }
}
