import { Controller, Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { pageOf } from '../http/list-page.ts';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { TriggerStore } from './trigger-store.ts';
import { TriggerPage, TriggerQuery, toTriggerView } from './trigger-view.ts';

@Controller('api/triggers')
export class TriggersController {
  constructor(private readonly store: TriggerStore) {}

  @Get()
  @AllowRole('viewer')
  @Answer(TriggerPage, { summary: 'List what starts runs by itself: schedules, polls and webhooks of published processes' })
  async list(@Req() request: FastifyRequest, @Query({ schema: TriggerQuery }) query: TriggerQuery): Promise<TriggerPage> {
    const rows = await this.store.list(identityOf(request).tenant, { ...query, limit: query.limit + 1 });
    return pageOf(rows, query.limit, toTriggerView, ({ id }) => id);
  }
}
