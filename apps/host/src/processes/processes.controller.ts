import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answer, SentAnswer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { callerOf } from '../security/caller.ts';
import { identityOf } from '../security/identity.ts';
import { ImportAnswer, ImportBody } from './import/import-schemas.ts';
import { ProcessImport } from './import/process-import.ts';
import { processJsonSchema } from './process-document.ts';
import {
  CheckAnswer,
  CheckBody,
  NewProcess,
  ProcessAddress,
  ProcessChange,
  ProcessPage,
  ProcessQuery,
  ProcessVersionView,
  ProcessView,
  PublishAnswer,
  PublishBody,
  RunBody,
  StartedRun,
  VersionAddress,
  VersionPage,
  VersionQuery,
} from './process-views.ts';
import { ProcessesService } from './processes.service.ts';

@Controller('api/processes')
export class ProcessesController {
  constructor(
    private readonly processes: ProcessesService,
    private readonly imports: ProcessImport,
  ) {}

  @Get()
  @AllowRole('viewer')
  @Answer(ProcessPage, { summary: 'List processes, the newest first' })
  list(@Req() request: FastifyRequest, @Query({ schema: ProcessQuery }) query: ProcessQuery) {
    return this.processes.list(identityOf(request).tenant, query);
  }

  @Post()
  @AllowRole('editor')
  @Answer(ProcessView, { summary: 'Make a process with its first draft', status: 201 })
  create(@Req() request: FastifyRequest, @Body({ schema: NewProcess }) body: NewProcess) {
    return this.processes.create(callerOf(request), body);
  }

  @Get('schema')
  @AllowRole('viewer')
  @Answer(z.record(z.string(), z.unknown()), { summary: 'Get the JSON Schema of a process' })
  schema() {
    return processJsonSchema();
  }

  @Post('check')
  @HttpCode(200)
  @AllowRole('viewer')
  @Answer(CheckAnswer, { summary: 'Check a process that is not stored' })
  checkDocument(@Req() request: FastifyRequest, @Body({ schema: CheckBody }) { document }: CheckBody) {
    return this.processes.checkDocument(identityOf(request).tenant, document);
  }

  @Post('import')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(ImportAnswer, { summary: 'Make a process of a .tplg or .tplg.json file of Orchesty' })
  import(@Req() request: FastifyRequest, @Body({ schema: ImportBody }) body: ImportBody) {
    return this.imports.run(callerOf(request), body);
  }

  @Get(':id')
  @AllowRole('viewer')
  @Answer(ProcessView, { summary: 'Get a process with its draft' })
  find(@Req() request: FastifyRequest, @Param({ schema: ProcessAddress }) { id }: ProcessAddress) {
    return this.processes.find(identityOf(request).tenant, id);
  }

  @Put(':id')
  @AllowRole('editor')
  @Answer(ProcessView, { summary: 'Replace the draft of a process' })
  change(
    @Req() request: FastifyRequest,
    @Param({ schema: ProcessAddress }) { id }: ProcessAddress,
    @Body({ schema: ProcessChange }) body: ProcessChange,
  ) {
    return this.processes.change(callerOf(request), id, body);
  }

  @Delete(':id')
  @AllowRole('editor')
  @HttpCode(204)
  @SentAnswer(z.undefined(), { summary: 'Delete a process and cancel its runs', status: 204 })
  delete(@Req() request: FastifyRequest, @Param({ schema: ProcessAddress }) { id }: ProcessAddress) {
    return this.processes.delete(callerOf(request), id);
  }

  @Get(':id/versions')
  @AllowRole('viewer')
  @Answer(VersionPage, { summary: 'List the published versions of a process, the newest first' })
  versions(
    @Req() request: FastifyRequest,
    @Param({ schema: ProcessAddress }) { id }: ProcessAddress,
    @Query({ schema: VersionQuery }) query: VersionQuery,
  ) {
    return this.processes.versions(identityOf(request).tenant, id, query);
  }

  @Get(':id/versions/:version')
  @AllowRole('viewer')
  @Answer(ProcessVersionView, { summary: 'Get a published version' })
  version(@Req() request: FastifyRequest, @Param({ schema: VersionAddress }) { id, version }: VersionAddress) {
    return this.processes.version(identityOf(request).tenant, id, version);
  }

  @Post(':id/check')
  @HttpCode(200)
  @AllowRole('viewer')
  @Answer(CheckAnswer, { summary: 'Check the draft of a process' })
  check(@Req() request: FastifyRequest, @Param({ schema: ProcessAddress }) { id }: ProcessAddress) {
    return this.processes.checkDraft(identityOf(request).tenant, id);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(PublishAnswer, { summary: 'Publish the draft of a process' })
  publish(
    @Req() request: FastifyRequest,
    @Param({ schema: ProcessAddress }) { id }: ProcessAddress,
    @Body({ schema: PublishBody }) body: PublishBody,
  ) {
    return this.processes.publish(callerOf(request), id, body);
  }

  @Post(':id/runs')
  @HttpCode(202)
  @AllowRole('editor')
  @Answer(StartedRun, { summary: 'Start a run', status: 202 })
  start(
    @Req() request: FastifyRequest,
    @Param({ schema: ProcessAddress }) { id }: ProcessAddress,
    @Body({ schema: RunBody }) body: RunBody,
  ) {
    return this.processes.start(callerOf(request), id, body);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(ProcessView, { summary: 'Stop what starts a process, and let its messages wait' })
  pause(@Req() request: FastifyRequest, @Param({ schema: ProcessAddress }) { id }: ProcessAddress) {
    return this.processes.pause(callerOf(request), id);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(ProcessView, { summary: 'Let a paused process go on' })
  resume(@Req() request: FastifyRequest, @Param({ schema: ProcessAddress }) { id }: ProcessAddress) {
    return this.processes.resume(callerOf(request), id);
  }
}
