import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answer, SentAnswer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { Approval, ServiceAddress, ServiceView } from './service-view.ts';
import { ServicesService } from './services.service.ts';

@Controller('api/services')
export class ServicesController {
  constructor(private readonly services: ServicesService) {}

  @Get()
  @AllowRole('viewer')
  @Answer(z.array(ServiceView), { summary: 'List services; the operator sees those that nobody has approved yet too' })
  list(@Req() request: FastifyRequest) {
    return this.services.list(identityOf(request));
  }

  @Post('approve')
  @HttpCode(200)
  @AllowRole('admin')
  @Answer(ServiceView, { summary: 'Let the service in that shows this code, for the tenant of whoever asks' })
  approveByCode(@Req() request: FastifyRequest, @Body({ schema: Approval }) { code }: Approval) {
    return this.services.approveByCode(identityOf(request), code, request.id);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @AllowRole('admin')
  @Answer(ServiceView, { summary: 'Let a service in, for the tenant of whoever asks' })
  approve(
    @Req() request: FastifyRequest,
    @Param({ schema: ServiceAddress }) { id }: ServiceAddress,
    @Body({ schema: Approval }) { code }: Approval,
  ) {
    return this.services.approve(identityOf(request), id, code, request.id);
  }

  @Delete(':id')
  @HttpCode(204)
  @AllowRole('admin')
  @SentAnswer(z.undefined(), { summary: 'Remove a service and end its connections', status: 204 })
  remove(@Req() request: FastifyRequest, @Param({ schema: ServiceAddress }) { id }: ServiceAddress) {
    return this.services.remove(identityOf(request), id, request.id);
  }
}
