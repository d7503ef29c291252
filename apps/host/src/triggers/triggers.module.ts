import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { ProcessStore } from '../processes/process-store.ts';
import { RunsModule } from '../runs/runs.module.ts';
import { Deliveries } from '../webhooks/deliveries.ts';
import { LastCalls } from '../webhooks/last-calls.ts';
import { Verification } from '../webhooks/verification.ts';
import { WebhookAddress } from '../webhooks/webhook-address.ts';
import { WebhookIngressController } from '../webhooks/webhook-ingress.controller.ts';
import { WebhookIngress } from '../webhooks/webhook-ingress.ts';
import { WebhookSeal } from '../webhooks/webhook-seal.ts';
import { WebhookStore } from '../webhooks/webhook-store.ts';
import { WebhookSubscriptions } from '../webhooks/webhook-subscriptions.ts';
import { WebhooksController } from '../webhooks/webhooks.controller.ts';
import { WebhooksService } from '../webhooks/webhooks.service.ts';
import { LeftToOthers } from './left-to-others.ts';
import { Polling } from './polling.ts';
import { ScheduleFiring } from './schedule-firing.ts';
import { TriggerLoop } from './trigger-loop.ts';
import { TriggerStore } from './trigger-store.ts';
import { TriggersController } from './triggers.controller.ts';
import { Triggers } from './triggers.ts';

/** What starts runs by itself; a webhook is a trigger that has an address. */
@Module({
  imports: [ConnectionsModule, RunsModule],
  controllers: [TriggersController, WebhooksController, WebhookIngressController],
  providers: [
    Deliveries,
    LastCalls,
    LeftToOthers,
    Polling,
    ProcessStore,
    ScheduleFiring,
    TriggerLoop,
    TriggerStore,
    Triggers,
    Verification,
    WebhookAddress,
    WebhookIngress,
    WebhookSeal,
    WebhookStore,
    WebhookSubscriptions,
    WebhooksService,
  ],
  exports: [Triggers, WebhookSubscriptions],
})
export class TriggersModule {}
