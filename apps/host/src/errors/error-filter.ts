import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failurePage, sendPage } from '../authorization/sign-in-page.ts';
import { explainVisit, isSignInVisit } from '../authorization/sign-in-visit.ts';
import { HostLog } from '../observability/host-log.ts';
import { httpStatusOf, retryAfterOf, toAnswer, toMortiseError } from './error-answer.ts';

/** Turns whatever a route, a hook, Nest or Fastify threw into the one error answer; into a page for whoever signs in. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: HostLog) {}

  catch(thrown: unknown, context: ArgumentsHost): void {
    const http = context.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const isVisit = isSignInVisit(request);
    const error = isVisit ? explainVisit(toMortiseError(thrown), request) : toMortiseError(thrown);
    const status = httpStatusOf(error);
    if (status === 500) this.log.fault(thrown, request.id);
    // The answer has begun, or its client is gone: there is nobody to tell.
    if (reply.sent || reply.raw.headersSent) return;
    const retryAfter = retryAfterOf(error);
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
    if (status === 405) reply.header('allow', 'GET');
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    if (isVisit) sendPage(reply, status, failurePage(error, request.id));
    else reply.status(status).send(toAnswer(error, request.id));
  }
}
