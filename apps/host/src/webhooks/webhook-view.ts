import { z } from 'zod';
import { PageSize, RowId } from '../http/list-page.ts';
import { TriggerProblem } from '../triggers/trigger-problem.ts';
import type { ListedDelivery } from './deliveries.ts';
import { LastCall } from './last-calls.ts';

export const WebhookView = z
  .strictObject({
    id: z.string(),
    process: z.string(),
    step: z.string(),
    action: z.string(),
    connection: z.string().optional(),
    state: z
      .enum(['ready', 'pending', 'secret_needed', 'failed', 'unavailable', 'paused'])
      .meta({ description: 'pending: the service is about to be asked; unavailable: no installed plugin offers its action' }),
    url: z.string().optional().meta({ description: 'Where the service delivers; shown to editors' }),
    verifyToken: z
      .string()
      .optional()
      .meta({ description: 'What is entered at the service beside the address; shown to editors' }),
    managed: z
      .boolean()
      .meta({ description: 'The host subscribes by itself; otherwise the address is entered at the service by hand' }),
    signature: z.string().optional().meta({ description: 'Scheme by which deliveries are verified' }),
    secretFrom: z.enum(['generated', 'returned', 'clientSecret', 'entered']).optional().meta({
      description: 'Whose secret signs: ours, the one the service chose, that of the OAuth client, or one that is entered here',
    }),
    subscription: z.string().optional().meta({ description: 'Its id at the service' }),
    problem: TriggerProblem.optional(),
    lastCall: LastCall.optional(),
  })
  .meta({ title: 'Webhook' });
export type WebhookView = z.infer<typeof WebhookView>;

export const WebhookPage = z
  .strictObject({
    items: z.array(WebhookView),
    next: z.string().optional().meta({ description: 'What `before` has to be for the rest' }),
  })
  .meta({ title: 'Page of webhooks' });
export type WebhookPage = z.infer<typeof WebhookPage>;

export const WebhookAddressOf = z.strictObject({ id: RowId });
export type WebhookAddressOf = z.infer<typeof WebhookAddressOf>;

export const DeliveryView = z.strictObject({
  id: z.string(),
  deliveryId: z.string().meta({ description: 'What the service calls it' }),
  receivedAt: z.iso.datetime(),
  runs: z.array(z.string()).meta({ description: 'Ids of the runs it has started, one for each event in it' }),
  otherBodies: z.int().meta({ description: 'How often it came again with another content, which was not taken' }),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

const Runs = z.array(z.string());

export function toDeliveryView(row: ListedDelivery): DeliveryView {
  return {
    id: row.id,
    deliveryId: row.delivery_id,
    receivedAt: row.received_at,
    runs: Runs.parse(JSON.parse(row.runs)),
    otherBodies: row.other_bodies,
  };
}

export const DeliveryPage = z
  .strictObject({
    items: z.array(DeliveryView),
    next: z.string().optional().meta({ description: 'What `before` has to be for older ones' }),
  })
  .meta({ title: 'Page of deliveries' });
export type DeliveryPage = z.infer<typeof DeliveryPage>;

export const DeliveryQuery = z.strictObject({
  before: RowId.optional(),
  limit: PageSize,
});
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

export const DeliveryAddress = z.strictObject({ id: RowId, delivery: RowId });
export type DeliveryAddress = z.infer<typeof DeliveryAddress>;

export const ReplayAnswer = z
  .strictObject({ runs: z.array(z.string()).meta({ description: 'Ids of the new runs' }) })
  .meta({ title: 'Replayed delivery' });
export type ReplayAnswer = z.infer<typeof ReplayAnswer>;

export const SecretBody = z.strictObject({
  secret: z.string().min(1).max(1000).optional().meta({ description: 'As the service shows it; without it a new one is made' }),
});
export type SecretBody = z.infer<typeof SecretBody>;

export const SecretAnswer = z
  .strictObject({
    secret: z.string().optional().meta({ description: 'The new one, to be entered at the service. It is shown once' }),
  })
  .meta({ title: 'Signing secret' });
export type SecretAnswer = z.infer<typeof SecretAnswer>;
