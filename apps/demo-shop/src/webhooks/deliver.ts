import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { Delivery, Subscription, WebhookEvent } from './subscription.ts';

const RETRIES = 3;
const TIMEOUT_MS = 5000;

interface DeliveryOptions {
  /** Pause before the first retry; every further one waits twice as long. */
  retryMs: number;
  signal: AbortSignal;
}

/** Sends an event until the subscriber takes it, at most four times. Never throws. */
export async function deliver(
  subscription: Subscription,
  event: WebhookEvent,
  { retryMs, signal }: DeliveryOptions,
): Promise<Delivery> {
  const { id: subscriptionId, url } = subscription;
  let attempts = 0;
  let delivered = false;

  while (!delivered && attempts <= RETRIES && !signal.aborted) {
    if (attempts > 0) await sleep(retryMs * 2 ** (attempts - 1), undefined, { signal }).catch(() => undefined);
    attempts += 1;
    delivered = await send(subscription, event, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
  }
  return { eventId: event.id, subscriptionId, url, attempts, delivered };
}

async function send({ url, secret }: Subscription, event: WebhookEvent, signal: AbortSignal) {
  const body = JSON.stringify(event);
  const time = new Date();
  const headers = {
    'content-type': 'application/json',
    'webhook-id': event.id,
    'webhook-timestamp': String(Math.floor(time.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(event.id, time, body),
  };
  // Following a redirect could lead off this machine.
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal }).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok ?? false;
}
