import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CreatedAccessToken, NewAccessToken } from '../access-tokens/access-token-view.ts';
import { Answer, SentAnswer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { CreatedTenant, NewTenant, TenantAddress, TenantView } from './tenant-view.ts';
import { TenantsService } from './tenants.service.ts';

@Controller('api/tenants')
export class TenantsController {
  constructor(private readonly tenants: TenantsService) {}

  @Get()
  @AllowRole('operator')
  @Answer(z.array(TenantView), { summary: 'List tenants' })
  list() {
    return this.tenants.list();
  }

  @Post()
  @AllowRole('operator')
  @Answer(CreatedTenant, { summary: 'Make a tenant, with a token for its first admin', status: 201 })
  create(@Req() request: FastifyRequest, @Body({ schema: NewTenant }) body: NewTenant) {
    return this.tenants.create(identityOf(request), body, request.id);
  }

  @Post(':id/tokens')
  @AllowRole('operator')
  @Answer(CreatedAccessToken, { summary: 'Make an access token of a tenant', status: 201 })
  createToken(
    @Req() request: FastifyRequest,
    @Param({ schema: TenantAddress }) { id }: TenantAddress,
    @Body({ schema: NewAccessToken }) body: NewAccessToken,
  ) {
    return this.tenants.createToken(identityOf(request), id, body, request.id);
  }

  @Delete(':id')
  @HttpCode(204)
  @AllowRole('operator')
  @SentAnswer(z.undefined(), { summary: 'Delete a tenant and all that is kept of it', status: 204 })
  delete(@Req() request: FastifyRequest, @Param({ schema: TenantAddress }) { id }: TenantAddress) {
    return this.tenants.delete(identityOf(request), id, request.id);
  }
}
