import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SentAnswer } from '../openapi/answer.ts';
import { AllowAccess } from '../security/access.ts';
import { SignInAddress } from './session-view.ts';
import { SessionsService } from './sessions.service.ts';
import { spentLinkPage } from './spent-link-page.ts';

const Page = z.string().meta({ contentMediaType: 'text/html' });

@Controller('signin')
export class SignInController {
  constructor(private readonly sessions: SessionsService) {}

  @Get(':ticket')
  @AllowAccess('page')
  @SentAnswer(Page, { summary: 'Sign the administrator in by a link that is good once', status: 303, contentType: 'text/html' })
  async open(
    @Req() request: FastifyRequest,
    @Param({ schema: SignInAddress }) { ticket }: SignInAddress,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // What looks at links before people open them asks with HEAD, which shall not spend one.
    const session = request.method === 'GET' ? await this.sessions.beginWithLink(ticket, request) : undefined;
    if (session) await reply.status(303).headers({ 'set-cookie': session.cookie, location: '/' }).send();
    else await reply.status(404).header('content-type', 'text/html; charset=utf-8').send(spentLinkPage);
  }
}
