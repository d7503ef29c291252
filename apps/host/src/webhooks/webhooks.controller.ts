import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Answer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { callerOf } from '../security/caller.ts';
import { identityOf } from '../security/identity.ts';
import { TriggerQuery } from '../triggers/trigger-view.ts';
import {
  DeliveryAddress,
  DeliveryPage,
  DeliveryQuery,
  ReplayAnswer,
  SecretAnswer,
  SecretBody,
  WebhookAddressOf,
  WebhookPage,
  WebhookView,
} from './webhook-view.ts';
import { WebhooksService } from './webhooks.service.ts';

@Controller('api/webhooks')
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Get()
  @AllowRole('viewer')
  @Answer(WebhookPage, { summary: 'List the webhooks of published processes' })
  list(@Req() request: FastifyRequest, @Query({ schema: TriggerQuery }) query: TriggerQuery): Promise<WebhookPage> {
    return this.webhooks.list(identityOf(request), query);
  }

  @Get(':id')
  @AllowRole('viewer')
  @Answer(WebhookView, { summary: 'Show a webhook' })
  find(@Req() request: FastifyRequest, @Param({ schema: WebhookAddressOf }) { id }: WebhookAddressOf): Promise<WebhookView> {
    return this.webhooks.find(identityOf(request), id);
  }

  @Post(':id/subscribe')
  @HttpCode(202)
  @AllowRole('editor')
  @Answer(WebhookView, { summary: 'Ask the service again to deliver', status: 202 })
  subscribe(@Req() request: FastifyRequest, @Param({ schema: WebhookAddressOf }) { id }: WebhookAddressOf): Promise<WebhookView> {
    return this.webhooks.subscribe(identityOf(request), id);
  }

  @Post(':id/secret')
  @HttpCode(200)
  @AllowRole('editor')
  @Answer(SecretAnswer, { summary: 'Enter the signing secret that the service shows, or make a new one to enter there' })
  setSecret(
    @Req() request: FastifyRequest,
    @Param({ schema: WebhookAddressOf }) { id }: WebhookAddressOf,
    @Body({ schema: SecretBody }) { secret }: SecretBody,
  ): Promise<SecretAnswer> {
    return this.webhooks.setSecret(callerOf(request), id, secret);
  }

  @Get(':id/deliveries')
  @AllowRole('viewer')
  @Answer(DeliveryPage, { summary: 'List the deliveries that were accepted, the newest first' })
  listDeliveries(
    @Req() request: FastifyRequest,
    @Param({ schema: WebhookAddressOf }) { id }: WebhookAddressOf,
    @Query({ schema: DeliveryQuery }) query: DeliveryQuery,
  ): Promise<DeliveryPage> {
    return this.webhooks.listDeliveries(identityOf(request).tenant, id, query);
  }

  @Post(':id/deliveries/:delivery/replay')
  @HttpCode(201)
  @AllowRole('editor')
  @Answer(ReplayAnswer, { summary: 'Start once more what a delivery has started', status: 201 })
  replay(
    @Req() request: FastifyRequest,
    @Param({ schema: DeliveryAddress }) { id, delivery }: DeliveryAddress,
  ): Promise<ReplayAnswer> {
    return this.webhooks.replay(callerOf(request), id, delivery);
  }
}
