import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answer } from '../openapi/answer.ts';
import { identityOf } from '../security/identity.ts';
import { ActionAddress, ActionFilter, ActionVersion, ActionView } from './action-view.ts';
import { ActionsService } from './actions.service.ts';
import { CallAnswer, CallBody } from './call-schemas.ts';
import { signalOf } from './caller-signal.ts';

@Controller('api/actions')
export class ActionsController {
  constructor(private readonly actions: ActionsService) {}

  @Get()
  @Answer(z.array(ActionView), { summary: 'List actions' })
  list(@Query({ schema: ActionFilter }) filter: ActionFilter) {
    return this.actions.list(filter);
  }

  @Get(':id')
  @Answer(ActionView, { summary: 'Get an action' })
  find(@Param({ schema: ActionAddress }) { id }: ActionAddress, @Query({ schema: ActionVersion }) { version }: ActionVersion) {
    return this.actions.find(id, version);
  }

  @Post(':id/call')
  @HttpCode(200)
  @Answer(CallAnswer, { summary: 'Call an action' })
  call(
    @Req() request: FastifyRequest,
    @Param({ schema: ActionAddress }) { id }: ActionAddress,
    @Body({ schema: CallBody }) body: CallBody,
  ) {
    return this.actions.call(identityOf(request).tenant, id, body, { traceId: request.id, signal: signalOf(request.socket) });
  }
}
