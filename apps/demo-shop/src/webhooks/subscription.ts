import { z } from 'zod';
import { isLoopbackUrl } from '../loopback.ts';

/** What a subscriber sends. The secret follows Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
export const NewSubscription = z.object({
  url: z.url().refine(isLoopbackUrl, { error: 'The demo shop sends webhooks to addresses of this machine only.' }),
  events: z.array(z.enum(['order.created'])).min(1),
  secret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, { error: 'A secret is whsec_ followed by 24 to 64 bytes in base64.' })
    .optional(),
});

export type SubscriptionInput = z.output<typeof NewSubscription>;

export interface Subscription {
  readonly id: string;
  readonly url: string;
  readonly events: WebhookEvent['type'][];
  readonly secret: string;
}

/** The body of a webhook. */
export interface WebhookEvent {
  readonly id: string;
  readonly type: 'order.created';
  readonly createdAt: string;
  readonly data: unknown;
}

/** How sending one event to one subscriber ended. */
export interface Delivery {
  readonly eventId: string;
  readonly subscriptionId: string;
  readonly url: string;
  readonly attempts: number;
  readonly delivered: boolean;
}
