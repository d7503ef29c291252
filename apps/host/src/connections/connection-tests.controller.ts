import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApplicationAddress } from '../applications/application-view.ts';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { callerOf } from '../security/caller.ts';
import { ConnectionTests } from './connection-tests.ts';
import { ConnectionTest, DraftBody } from './connection-view.ts';

@Controller('api/applications')
export class ConnectionTestsController {
  constructor(private readonly tests: ConnectionTests) {}

  @Post(':name/test')
  @AllowRole('editor')
  @HttpCode(200)
  @Answer(ConnectionTest, { summary: 'Ask the service whether it accepts a form, before it is saved' })
  test(
    @Req() request: FastifyRequest,
    @Param({ schema: ApplicationAddress }) { name }: ApplicationAddress,
    @Body({ schema: DraftBody }) body: DraftBody,
  ) {
    return this.tests.testDraft(callerOf(request), { application: name, ...body });
  }
}
