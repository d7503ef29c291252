import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '../src/webhooks/webhook-request.ts';

export const signingSecret = 'secret-of-the-webhook';

/** A JSON delivery as GitHub would sign it. */
export function githubDelivery(payload: unknown, headers: Record<string, string> = {}): WebhookRequest {
  return signedDelivery(JSON.stringify(payload), { 'content-type': 'application/json', ...headers });
}

/** Any body as GitHub would sign it. */
export function signedDelivery(body: string | Uint8Array, headers: Record<string, string> = {}): WebhookRequest {
  const tag = createHmac('sha256', signingSecret).update(body).digest('hex');
  return {
    method: 'POST',
    url: 'https://hooks.example.com/webhooks/abc',
    headers: { 'x-hub-signature-256': `sha256=${tag}`, ...headers },
    rawBody: Buffer.from(body),
  };
}

/** A request without a body, as challenges in a query come. */
export function query(parameters: Record<string, string>, method = 'GET'): WebhookRequest {
  const url = `https://hooks.example.com/webhooks/abc?${new URLSearchParams(parameters)}`;
  return { method, url, headers: {}, rawBody: new Uint8Array() };
}
