import { InputError } from '../errors/input-error.ts';
import { answerSigned, answerUnsigned, type ChallengeAnswer } from './answer-challenge.ts';
import { deliveryIdOf } from './delivery-id.ts';
import { isWanted } from './is-wanted.ts';
import { readPayload } from './read-payload.ts';
import { type VerifyOptions, verifySignature } from './verify-signature.ts';
import type { WebhookFacts } from './webhook-facts.ts';
import { readHeader, type WebhookRequest } from './webhook-request.ts';

export interface ReceiveOptions extends VerifyOptions {
  /** What the service must show in a challenge that knows a verify token. */
  readonly verifyToken?: string;
  /**
   * Tells the deliveries of this webhook that were accepted before, and the events by their keys; a `Set` will do. It is only asked.
   * Whoever accepts the events of a delivery remembers its id and their keys in the same transaction, each as unique: then a crash
   * in between loses nothing, and of two copies that arrive at the same moment one is refused.
   */
  readonly seen: { has(key: string): boolean | Promise<boolean> };
  /** Bytes. What the webhook says by default, which is 1 MiB unless it says more. */
  readonly maxBodyBytes?: number;
}

/** What becomes of a delivery before any code of a plugin looks at it. */
export type Admission =
  /** Answer this. `secret` is there where the service chose it: keep it with the webhook. */
  | ({ readonly kind: 'challenge' } & ChallengeAnswer)
  /** Acknowledge it and do nothing. */
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'duplicate'; readonly deliveryId: string }
  | { readonly kind: 'delivery'; readonly deliveryId: string; readonly payload: unknown };

/**
 * Verifies a delivery by the facts of its webhook, as a manifest holds them. Throws a WebhookSignatureError where it cannot be trusted
 * and an InputError where its body cannot be read.
 */
export async function admit(facts: WebhookFacts, request: WebhookRequest, options: ReceiveOptions): Promise<Admission> {
  const { challenge, event } = facts;
  const { maxBodyBytes = facts.maxBytes ?? 1024 * 1024, seen } = options;
  if (request.rawBody.byteLength > maxBodyBytes) {
    throw new InputError(
      '',
      `The delivery has ${request.rawBody.byteLength} bytes, more than the ${maxBodyBytes} that are taken.`,
    );
  }
  const unsigned = challenge && answerUnsigned(challenge, request, options);
  if (unsigned) return { kind: 'challenge', ...unsigned };

  const { time } = verifySignature(facts.signature, request, options);
  const payload = readPayload(request);
  const signed = challenge && answerSigned(challenge, payload);
  if (signed) return { kind: 'challenge', ...signed };

  if (event && 'header' in event && !isWanted(readHeader(request, event.header), event.is)) {
    return { kind: 'ignored', reason: `Its ${event.header} does not name the event of this webhook.` };
  }
  const deliveryId = deliveryIdOf(facts, request, payload, time);
  return (await seen.has(deliveryId)) ? { kind: 'duplicate', deliveryId } : { kind: 'delivery', deliveryId, payload };
}
