import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { SentAnswer } from '../openapi/answer.ts';
import { AllowAccess } from '../security/access.ts';
import { Metrics } from './metrics.ts';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @AllowAccess('local')
  @SentAnswer(z.string(), { summary: 'Figures for Prometheus', contentType: 'text/plain' })
  async show(@Res() reply: FastifyReply): Promise<void> {
    await reply.header('content-type', this.metrics.contentType).send(await this.metrics.text());
  }
}
