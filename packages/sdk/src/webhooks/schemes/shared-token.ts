import { createHash, timingSafeEqual } from 'node:crypto';
import { WebhookSignatureError } from '../../errors/webhook-signature-error.ts';
import { requireHeader, type WebhookRequest } from '../webhook-request.ts';

/** The secret itself in a header. */
export function verifySharedToken(
  request: WebhookRequest,
  secrets: readonly string[],
  { header, prefix = '' }: { readonly header: string; readonly prefix?: string },
): void {
  const value = requireHeader(request, header);
  if (!secrets.some((secret) => isSameText(value, prefix + secret))) {
    throw new WebhookSignatureError(`The token in ${header} is not the one of this webhook. Check it at the service.`);
  }
}

/** In constant time, whatever the lengths are. */
export function isSameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
