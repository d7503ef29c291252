import { createHash } from 'node:crypto';
import { inFieldOrder } from '@mortise/runtime/worker';
import { Manifest } from '@mortise/sdk/manifest';
import { z } from 'zod';

const maxApplications = 50;

/** Who a service is and what it offers; said once the host has proven who it is. */
export const Introducing = z.object({
  type: z.literal('identify'),
  key: z.string().max(200),
  signature: z.string().max(200),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/)
    .max(100),
  /** Version of the SDK. */
  sdk: z.string().max(50),
  /** Differs for each start of each instance. */
  instance: z.string().max(100),
  /** How many calls it takes at a time. */
  concurrency: z.int().min(1).max(10_000),
  /** Its own application first, then those of the plugins that it mounts. */
  offers: z.array(Manifest).min(1).max(maxApplications),
});
export type Introducing = z.infer<typeof Introducing>;

/** What the host says about the pairing. */
export const PairingFrame = z.discriminatedUnion('type', [
  /** Somebody has to approve the service; the code is what both sides show. */
  z.object({ type: z.literal('pending'), code: z.string() }),
  z.object({ type: z.literal('welcome') }),
  z.object({ type: z.literal('refused'), reason: z.string(), final: z.boolean() }),
]);
export type PairingFrame = z.infer<typeof PairingFrame>;

/** What a service says that takes no more calls. The host ends the session once those under way have ended. */
export const Draining = z.object({ type: z.literal('draining') });

/** What a service says when it leaves and waits for nothing. */
export const Goodbye = z.object({ type: z.literal('goodbye') });

/** The same for the same offers, whatever order their fields are in. */
export function contractHash(offers: readonly Manifest[]): string {
  return createHash('sha256')
    .update(JSON.stringify(inFieldOrder(offers)))
    .digest('hex')
    .slice(0, 16);
}
