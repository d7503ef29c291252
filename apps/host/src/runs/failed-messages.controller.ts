import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { JobView } from '../jobs/job-view.ts';
import { Answer, SentAnswer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { callerOf } from '../security/caller.ts';
import { identityOf } from '../security/identity.ts';
import {
  BulkDiscard,
  BulkReplay,
  Cause,
  CausesQuery,
  Discard,
  FailedMessageAddress,
  FailedMessageDetail,
  FailedMessagePage,
  FailedMessagesQuery,
  MessageChange,
  Replay,
} from './failed-message-view.ts';
import { FailedMessagesService } from './failed-messages.service.ts';

const Replayed = z.strictObject({ id: z.string(), run: z.string() }).meta({ title: 'Replayed message' });

@Controller('api/failed-messages')
export class FailedMessagesController {
  constructor(private readonly messages: FailedMessagesService) {}

  @Get()
  @AllowRole('viewer')
  @Answer(FailedMessagePage, { summary: 'List failed messages, the latest first' })
  list(@Req() request: FastifyRequest, @Query({ schema: FailedMessagesQuery }) query: FailedMessagesQuery) {
    return this.messages.list(identityOf(request).tenant, query);
  }

  @Get('causes')
  @AllowRole('viewer')
  @Answer(z.array(Cause), { summary: 'Count failed messages by what they failed with' })
  causes(@Req() request: FastifyRequest, @Query({ schema: CausesQuery }) { process }: CausesQuery) {
    return this.messages.causes(identityOf(request).tenant, process);
  }

  @Post('replay')
  @HttpCode(202)
  @AllowRole('editor')
  @Answer(JobView, { summary: 'Replay all failed messages of a kind, as a job', status: 202 })
  replayAll(@Req() request: FastifyRequest, @Body({ schema: BulkReplay }) body: BulkReplay) {
    return this.messages.replayAll(callerOf(request), body);
  }

  @Post('discard')
  @HttpCode(202)
  @AllowRole('editor')
  @Answer(JobView, { summary: 'Discard all failed messages of a kind, as a job', status: 202 })
  discardAll(@Req() request: FastifyRequest, @Body({ schema: BulkDiscard }) body: BulkDiscard) {
    return this.messages.discardAll(callerOf(request), body);
  }

  @Get(':id')
  @AllowRole('viewer')
  @Answer(FailedMessageDetail, { summary: 'Get a failed message with its contents and attempts' })
  find(@Req() request: FastifyRequest, @Param({ schema: FailedMessageAddress }) { id }: FailedMessageAddress) {
    return this.messages.find(identityOf(request).tenant, id);
  }

  @Patch(':id')
  @AllowRole('editor')
  @Answer(FailedMessageDetail, { summary: 'Change the data of a failed message' })
  edit(
    @Req() request: FastifyRequest,
    @Param({ schema: FailedMessageAddress }) { id }: FailedMessageAddress,
    @Body({ schema: MessageChange }) body: MessageChange,
  ) {
    return this.messages.edit(callerOf(request), id, body);
  }

  @Post(':id/replay')
  @HttpCode(202)
  @AllowRole('editor')
  @Answer(Replayed, { summary: 'Replay a failed message from the step at which it failed', status: 202 })
  replay(
    @Req() request: FastifyRequest,
    @Param({ schema: FailedMessageAddress }) { id }: FailedMessageAddress,
    @Body({ schema: Replay }) body: Replay,
  ) {
    return this.messages.replay(callerOf(request), id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @AllowRole('editor')
  @SentAnswer(z.undefined(), { summary: 'Discard a failed message, with a reason', status: 204 })
  discard(
    @Req() request: FastifyRequest,
    @Param({ schema: FailedMessageAddress }) { id }: FailedMessageAddress,
    @Body({ schema: Discard }) body: Discard,
  ) {
    return this.messages.discard(callerOf(request), id, body);
  }
}
