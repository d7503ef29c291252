import { z } from 'zod';

// As in answers.ts: looser than what the host sends today.

const Problem = z.object({ at: z.string(), code: z.string(), title: z.string(), detail: z.string() });

export const Trigger = z.object({
  id: z.string(),
  process: z.string(),
  step: z.string(),
  kind: z.string(),
  version: z.int(),
  state: z.string(),
  nextAt: z.string().optional(),
  lastAt: z.string().optional(),
  problem: Problem.optional(),
});
export type Trigger = z.infer<typeof Trigger>;

export const TriggerPage = z.object({ items: z.array(Trigger), next: z.string().optional() });
export type TriggerPage = z.infer<typeof TriggerPage>;

export const Webhook = z.object({
  id: z.string(),
  process: z.string(),
  step: z.string(),
  action: z.string(),
  connection: z.string().optional(),
  state: z.string(),
  url: z.string().optional(),
  verifyToken: z.string().optional(),
  managed: z.boolean(),
  signature: z.string().optional(),
  secretFrom: z.string().optional(),
  subscription: z.string().optional(),
  problem: Problem.optional(),
  lastCall: z
    .object({
      at: z.string(),
      result: z.string(),
      deliveryId: z.string().optional(),
      code: z.string().optional(),
      detail: z.string().optional(),
    })
    .optional(),
});
export type Webhook = z.infer<typeof Webhook>;

export const WebhookPage = z.object({ items: z.array(Webhook), next: z.string().optional() });
export type WebhookPage = z.infer<typeof WebhookPage>;

export const WebhookSecret = z.object({ secret: z.string().optional() });
export type WebhookSecret = z.infer<typeof WebhookSecret>;

export const Delivery = z.object({
  id: z.string(),
  deliveryId: z.string(),
  receivedAt: z.string(),
  runs: z.array(z.string()),
  otherBodies: z.int(),
});
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryPage = z.object({ items: z.array(Delivery), next: z.string().optional() });
export type DeliveryPage = z.infer<typeof DeliveryPage>;

export const ReplayedDelivery = z.object({ runs: z.array(z.string()) });
export type ReplayedDelivery = z.infer<typeof ReplayedDelivery>;
