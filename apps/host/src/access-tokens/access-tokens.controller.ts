import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answer, SentAnswer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { AccessTokenAddress, AccessTokenView, CreatedAccessToken, NewAccessToken } from './access-token-view.ts';
import { AccessTokensService } from './access-tokens.service.ts';

@Controller('api/tokens')
export class AccessTokensController {
  constructor(private readonly tokens: AccessTokensService) {}

  @Get()
  @AllowRole('admin')
  @Answer(z.array(AccessTokenView), { summary: 'List access tokens' })
  list(@Req() request: FastifyRequest) {
    return this.tokens.list(identityOf(request).tenant);
  }

  @Post()
  @AllowRole('admin')
  @Answer(CreatedAccessToken, { summary: 'Make an access token', status: 201 })
  create(@Req() request: FastifyRequest, @Body({ schema: NewAccessToken }) body: NewAccessToken) {
    return this.tokens.create(identityOf(request), body, request.id);
  }

  @Delete(':id')
  @HttpCode(204)
  @AllowRole('admin')
  @SentAnswer(z.undefined(), { summary: 'Revoke an access token, and those that were made with it', status: 204 })
  revoke(@Req() request: FastifyRequest, @Param({ schema: AccessTokenAddress }) { id }: AccessTokenAddress) {
    return this.tokens.revoke(identityOf(request), id, request.id);
  }
}
