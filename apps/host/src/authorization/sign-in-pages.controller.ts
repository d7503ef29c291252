import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { httpStatusOf, toMortiseError } from '../errors/error-answer.ts';
import { ownOrigin } from '../http/own-origin.ts';
import { readCookie } from '../http/read-cookie.ts';
import { HostLog } from '../observability/host-log.ts';
import { SentAnswer } from '../openapi/answer.ts';
import { AllowAccess } from '../security/access.ts';
import { AuthorizationService, type Return } from './authorization.service.ts';
import { CallbackAddress, CallbackAddressOfHost, CallbackQuery, Page, TicketAddress } from './authorization-schemas.ts';
import { endedCookie, signInCookie, signInCookieName } from './sign-in-cookie.ts';
import { failurePage, redirectPage, sendPage, signedInPage } from './sign-in-page.ts';

/** What browsers open in a sign-in. Every answer is a page, and no parameter decides where a browser goes. */
@Controller('oauth')
export class SignInPagesController {
  readonly #isSecure: boolean;

  constructor(
    private readonly authorization: AuthorizationService,
    private readonly log: HostLog,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {
    this.#isSecure = configuration.publicUrl?.startsWith('https:') ?? false;
  }

  @Get('begin/:ticket')
  @AllowAccess('page')
  @SentAnswer(Page, { summary: 'Begin a sign-in: sends the browser to the service', status: 302, contentType: 'text/html' })
  async begin(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param({ schema: TicketAddress }) { ticket }: TicketAddress,
  ): Promise<void> {
    if (onlyLooks(request)) return refuse(reply);
    try {
      const { id, url, browser } = await this.authorization.begin(ticket, request.identity?.session);
      await reply.header('set-cookie', signInCookie(id, browser, this.#isSecure)).redirect(url, 302);
    } catch (error) {
      await this.#fail(error, request, reply);
    }
  }

  @Get('callback')
  @AllowAccess('page')
  @SentAnswer(Page, { summary: 'Explain the address at which sign-ins end', contentType: 'text/html' })
  async explain(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, 200, redirectPage(ownOrigin(this.configuration, request)));
  }

  @Get('callback/:application')
  @AllowAccess('page')
  @SentAnswer(Page, { summary: 'End a sign-in: the service sends the browser here', contentType: 'text/html' })
  async finish(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param({ schema: CallbackAddress }) callback: CallbackAddress,
  ): Promise<void> {
    await this.#finish(request, reply, callback);
  }

  @Get('callback/:application/:tokenHost')
  @AllowAccess('page')
  @SentAnswer(Page, { summary: 'End a sign-in where users fill in the hosts of the application', contentType: 'text/html' })
  async finishOfHost(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param({ schema: CallbackAddressOfHost }) callback: CallbackAddressOfHost,
  ): Promise<void> {
    await this.#finish(request, reply, callback);
  }

  async #finish(request: FastifyRequest, reply: FastifyReply, callback: Return['callback']): Promise<void> {
    if (onlyLooks(request)) return refuse(reply);
    const { data: answer = {} } = CallbackQuery.safeParse(request.query);
    const cookie = (id: string) => readCookie(request.headers.cookie, signInCookieName(id));
    try {
      const finished = await this.authorization.finish({ callback, answer, cookie, correlationId: request.id });
      reply.header('set-cookie', endedCookie(finished.id, this.#isSecure));
      await sendPage(reply, 200, signedInPage(finished.connection));
    } catch (error) {
      await this.#fail(error, request, reply);
    }
  }

  async #fail(thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const error = toMortiseError(thrown);
    const status = httpStatusOf(error);
    if (status === 500) this.log.fault(thrown, request.id);
    await sendPage(reply, status, failurePage(error, request.id));
  }
}

/** Programs that look where a link leads before somebody follows it must not use it up. */
function onlyLooks({ method }: FastifyRequest): boolean {
  return method === 'HEAD';
}

async function refuse(reply: FastifyReply): Promise<void> {
  await reply.status(405).header('allow', 'GET').send();
}
