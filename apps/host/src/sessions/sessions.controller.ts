import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { Answer, SentAnswer } from '../openapi/answer.ts';
import { AllowAccess, AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { csrfTokenOf, readSessionCookie } from './session-cookie.ts';
import { SessionStart, SessionView, toSessionView } from './session-view.ts';
import { SessionsService } from './sessions.service.ts';

@Controller('api/session')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  @Get()
  @AllowRole('viewer')
  @Answer(SessionView, { summary: 'Ask who the host takes you for' })
  show(@Req() request: FastifyRequest) {
    const identity = identityOf(request);
    const cookie = identity.session === undefined ? undefined : readSessionCookie(this.configuration, request);
    return toSessionView(identity, cookie && csrfTokenOf(cookie));
  }

  @Post()
  @AllowAccess('page')
  @Answer(SessionView, { summary: 'Sign a browser in with a token; the answer sets a cookie', status: 201 })
  async begin(
    @Req() request: FastifyRequest,
    @Body({ schema: SessionStart }) { token }: SessionStart,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { view, cookie } = await this.sessions.beginWithToken(token, request);
    reply.header('set-cookie', cookie);
    return view;
  }

  @Delete()
  @HttpCode(204)
  @AllowRole('viewer')
  @SentAnswer(z.undefined(), { summary: 'Sign a browser out', status: 204 })
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    reply.header('set-cookie', await this.sessions.end(identityOf(request), request));
  }
}
