import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ActionAddress } from '../actions/action-view.ts';
import { signalOf } from '../actions/caller-signal.ts';
import { ApplicationAddress } from '../applications/application-view.ts';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { ChoicesAnswer, FormChoicesBody, InputChoicesBody } from './choice-schemas.ts';
import { ChoicesService } from './choices.service.ts';

@Controller('api')
export class ChoicesController {
  constructor(private readonly choices: ChoicesService) {}

  @Post('applications/:name/choices')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(ChoicesAnswer, { summary: 'Ask the service what a field of a form may be' })
  ofForm(
    @Req() request: FastifyRequest,
    @Param({ schema: ApplicationAddress }) { name }: ApplicationAddress,
    @Body({ schema: FormChoicesBody }) body: FormChoicesBody,
  ) {
    const caller = { traceId: request.id, signal: signalOf(request.socket) };
    return this.choices.ofForm(identityOf(request), name, body, caller);
  }

  @Post('actions/:id/choices')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(ChoicesAnswer, { summary: 'Ask the service what a field of an input may be' })
  ofInput(
    @Req() request: FastifyRequest,
    @Param({ schema: ActionAddress }) { id }: ActionAddress,
    @Body({ schema: InputChoicesBody }) body: InputChoicesBody,
  ) {
    const caller = { traceId: request.id, signal: signalOf(request.socket) };
    return this.choices.ofInput(identityOf(request).tenant, id, body, caller);
  }
}
