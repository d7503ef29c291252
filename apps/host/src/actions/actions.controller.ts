import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { callerOf } from '../security/caller.ts';
import { identityOf } from '../security/identity.ts';
import { ActionAddress, ActionFilter, ActionVersion, ActionView } from './action-view.ts';
import { ActionsService } from './actions.service.ts';
import { CallAnswer, CallBody } from './call-schemas.ts';
import { signalOf } from './caller-signal.ts';

@Controller('api/actions')
export class ActionsController {
  constructor(private readonly actions: ActionsService) {}

  @Get()
  @AllowRole('viewer')
  @Answer(z.array(ActionView), { summary: 'List actions' })
  list(@Req() request: FastifyRequest, @Query({ schema: ActionFilter }) filter: ActionFilter) {
    return this.actions.list(identityOf(request).tenant, filter);
  }

  @Get(':id')
  @AllowRole('viewer')
  @Answer(ActionView, { summary: 'Get an action' })
  find(
    @Req() request: FastifyRequest,
    @Param({ schema: ActionAddress }) { id }: ActionAddress,
    @Query({ schema: ActionVersion }) { version }: ActionVersion,
  ) {
    return this.actions.find(identityOf(request).tenant, id, version);
  }

  @Post(':id/call')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(CallAnswer, { summary: 'Call an action' })
  call(
    @Req() request: FastifyRequest,
    @Param({ schema: ActionAddress }) { id }: ActionAddress,
    @Body({ schema: CallBody }) body: CallBody,
  ) {
    return this.actions.call(callerOf(request), id, body, signalOf(request.socket));
  }
}
