import { z } from 'zod';
import { Challenge } from './challenges.ts';
import { Signature } from './signatures.ts';

const Wanted = z.union([z.string(), z.array(z.string()).min(1).readonly()]);

/** Which deliveries hold the event; all others are acknowledged and ignored. Header names are in lower case, fields are dotted paths. */
export const EventMatch = z.union([
  z.strictObject({ header: z.string(), is: Wanted }),
  /** A field of each event. */
  z.strictObject({ field: z.string(), is: Wanted }),
]);
export type EventMatch = z.infer<typeof EventMatch>;

/** Where a delivery says which one it is, the same when it is sent again. */
export const DeliveryIdPlace = z.union([z.strictObject({ header: z.string() }), z.strictObject({ field: z.string() })]);
export type DeliveryIdPlace = z.infer<typeof DeliveryIdPlace>;

/** Where an event says which one it is, the same in whatever delivery it comes again. */
export const EventIdPlace = z.union([
  z.strictObject({ field: z.string() }),
  z.strictObject({ fields: z.array(z.string()).min(1) }),
]);
export type EventIdPlace = z.infer<typeof EventIdPlace>;

/** 25 MiB, as GitHub sends at most. */
export const longestDelivery = 25 * 1024 * 1024;

/** Whose secret signs: made by us, given in the answer to `subscribe()`, that of the OAuth client, or typed in by the user. */
export const signingSecrets = ['generated', 'returned', 'clientSecret', 'entered'] as const;
export type SigningSecret = (typeof signingSecrets)[number];

/** What a host must know of a webhook to take its deliveries without loading the plugin. */
export const WebhookFacts = z.object({
  signature: Signature,
  signingSecret: z.enum(signingSecrets),
  event: EventMatch.exactOptional(),
  deliveryId: DeliveryIdPlace.exactOptional(),
  eventId: EventIdPlace.exactOptional(),
  /** The longest body of a delivery; 1 MiB where it is absent. */
  maxBytes: z.int().min(1).max(longestDelivery).exactOptional(),
  challenge: Challenge.exactOptional(),
  /** Whether we subscribe at the service; otherwise the user enters the address there by hand. */
  managed: z.boolean(),
});
export type WebhookFacts = z.infer<typeof WebhookFacts>;
