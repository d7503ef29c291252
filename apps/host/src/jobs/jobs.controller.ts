import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { callerOf } from '../security/caller.ts';
import { identityOf } from '../security/identity.ts';
import { JobAddress, JobView } from './job-view.ts';
import { JobsService } from './jobs.service.ts';

@Controller('api/jobs')
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  @Get()
  @AllowRole('viewer')
  @Answer(z.array(JobView), { summary: 'List the latest jobs' })
  list(@Req() request: FastifyRequest) {
    return this.jobs.list(identityOf(request).tenant);
  }

  @Get(':id')
  @AllowRole('viewer')
  @Answer(JobView, { summary: 'See how far a job is' })
  find(@Req() request: FastifyRequest, @Param({ schema: JobAddress }) { id }: JobAddress) {
    return this.jobs.find(identityOf(request).tenant, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(JobView, { summary: 'End a job; what is done already stays done' })
  cancel(@Req() request: FastifyRequest, @Param({ schema: JobAddress }) { id }: JobAddress) {
    return this.jobs.cancel(callerOf(request), id);
  }
}
