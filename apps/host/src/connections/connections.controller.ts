import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answer, SentAnswer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { callerOf } from '../security/caller.ts';
import { identityOf } from '../security/identity.ts';
import { ConnectionAddress, ConnectionChange, ConnectionTest, ConnectionView, NewConnection } from './connection-view.ts';
import { ConnectionsService } from './connections.service.ts';

@Controller('api/connections')
export class ConnectionsController {
  constructor(private readonly connections: ConnectionsService) {}

  @Get()
  @AllowRole('viewer')
  @Answer(z.array(ConnectionView), { summary: 'List connections' })
  list(@Req() request: FastifyRequest) {
    return this.connections.list(identityOf(request).tenant);
  }

  @Post()
  @AllowRole('editor')
  @Answer(ConnectionView, { summary: 'Connect an account', status: 201 })
  create(@Req() request: FastifyRequest, @Body({ schema: NewConnection }) body: NewConnection) {
    return this.connections.create(callerOf(request), body);
  }

  @Get(':id')
  @AllowRole('viewer')
  @Answer(ConnectionView, { summary: 'Get a connection' })
  find(@Req() request: FastifyRequest, @Param({ schema: ConnectionAddress }) { id }: ConnectionAddress) {
    return this.connections.find(identityOf(request).tenant, id);
  }

  @Patch(':id')
  @AllowRole('editor')
  @Answer(ConnectionView, { summary: 'Change a connection; secrets that are left out stay' })
  change(
    @Req() request: FastifyRequest,
    @Param({ schema: ConnectionAddress }) { id }: ConnectionAddress,
    @Body({ schema: ConnectionChange }) body: ConnectionChange,
  ) {
    return this.connections.change(callerOf(request), id, body);
  }

  @Delete(':id')
  @AllowRole('editor')
  @HttpCode(204)
  @SentAnswer(z.undefined(), { summary: 'Delete a connection', status: 204 })
  delete(@Req() request: FastifyRequest, @Param({ schema: ConnectionAddress }) { id }: ConnectionAddress) {
    return this.connections.delete(callerOf(request), id);
  }

  @Post(':id/test')
  @AllowRole('editor')
  @HttpCode(200)
  @Answer(ConnectionTest, { summary: 'Ask the service whether it accepts a connection' })
  test(@Req() request: FastifyRequest, @Param({ schema: ConnectionAddress }) { id }: ConnectionAddress) {
    return this.connections.test(callerOf(request), id);
  }
}
