import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { callerOf } from '../security/caller.ts';
import { identityOf } from '../security/identity.ts';
import {
  MessageAddress,
  MessageDetail,
  MessagePage,
  MessagesQuery,
  RunAddress,
  RunDetail,
  RunPage,
  RunsQuery,
  RunView,
} from './run-view.ts';
import { RunsService } from './runs.service.ts';

@Controller('api/runs')
export class RunsController {
  constructor(private readonly runs: RunsService) {}

  @Get()
  @AllowRole('viewer')
  @Answer(RunPage, { summary: 'List runs, the newest first' })
  list(@Req() request: FastifyRequest, @Query({ schema: RunsQuery }) query: RunsQuery) {
    return this.runs.list(identityOf(request).tenant, query);
  }

  @Get(':id')
  @AllowRole('viewer')
  @Answer(RunDetail, { summary: 'Get a run with its steps' })
  find(@Req() request: FastifyRequest, @Param({ schema: RunAddress }) { id }: RunAddress) {
    return this.runs.find(identityOf(request).tenant, id);
  }

  @Get(':id/messages')
  @AllowRole('viewer')
  @Answer(MessagePage, { summary: 'List the messages of a run, the newest first' })
  messages(
    @Req() request: FastifyRequest,
    @Param({ schema: RunAddress }) { id }: RunAddress,
    @Query({ schema: MessagesQuery }) query: MessagesQuery,
  ) {
    return this.runs.messages(identityOf(request).tenant, id, query);
  }

  @Get(':id/messages/:message')
  @AllowRole('viewer')
  @Answer(MessageDetail, { summary: 'Get a message with its contents and attempts' })
  message(@Req() request: FastifyRequest, @Param({ schema: MessageAddress }) address: MessageAddress) {
    return this.runs.message(identityOf(request).tenant, address);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(RunView, { summary: 'Cancel a run; what is under way ends, and nothing follows from it' })
  cancel(@Req() request: FastifyRequest, @Param({ schema: RunAddress }) { id }: RunAddress) {
    return this.runs.cancel(callerOf(request), id);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(RunView, { summary: 'Pause a run; what is under way ends, and what follows waits' })
  pause(@Req() request: FastifyRequest, @Param({ schema: RunAddress }) { id }: RunAddress) {
    return this.runs.pause(callerOf(request), id);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(RunView, { summary: 'Let a paused run go on' })
  resume(@Req() request: FastifyRequest, @Param({ schema: RunAddress }) { id }: RunAddress) {
    return this.runs.resume(callerOf(request), id);
  }
}
