import { createHash } from 'node:crypto';
import { readField } from '../schema/field.ts';
import type { WebhookFacts } from './webhook-facts.ts';
import { readHeader, type WebhookRequest } from './webhook-request.ts';

const longestId = 200;

/** What the service calls a delivery; a hash of its body and of the time of its signature where it calls it nothing. */
export function deliveryIdOf(
  { signature, deliveryId: place }: WebhookFacts,
  request: WebhookRequest,
  payload: unknown,
  time: string | undefined,
): string {
  const ownPlace = place ?? (signature.scheme === 'standardWebhooks' ? { header: 'webhook-id' } : undefined);
  const id = ownPlace && ('header' in ownPlace ? readHeader(request, ownPlace.header) : readField(payload, ownPlace.field));
  const text = typeof id === 'number' ? String(id) : id;
  if (typeof text !== 'string' || text === '') return hash(request.rawBody, time ?? '');
  return text.length > longestId ? hash(text) : text;
}

function hash(...parts: readonly (string | Uint8Array)[]): string {
  const sha256 = createHash('sha256');
  for (const part of parts) sha256.update(part);
  return `sha256:${sha256.digest('hex')}`;
}
