import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { signalOf } from '../actions/caller-signal.ts';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { EvaluationAnswer, EvaluationBody } from './evaluation-schemas.ts';
import { ExpressionsService } from './expressions.service.ts';

@Controller('api/expressions')
export class ExpressionsController {
  constructor(private readonly expressions: ExpressionsService) {}

  @Post('evaluate')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(EvaluationAnswer, { summary: 'Evaluate an expression' })
  evaluate(@Req() request: FastifyRequest, @Body({ schema: EvaluationBody }) body: EvaluationBody) {
    return this.expressions.evaluate(identityOf(request).tenant, body, signalOf(request.socket));
  }
}
