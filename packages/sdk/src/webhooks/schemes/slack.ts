import { WebhookSignatureError } from '../../errors/webhook-signature-error.ts';
import { decodeTag, requireTag } from '../message-tag.ts';
import { requireRecent } from '../timestamp.ts';
import { requireHeader, type WebhookRequest } from '../webhook-request.ts';

const header = 'x-slack-signature';
const timeHeader = 'x-slack-request-timestamp';

/** `v0=<hex>`; signed is `v0:<seconds>:<body>`. Gives the time. */
export function verifySlack(request: WebhookRequest, keys: readonly string[], now: number): string {
  const time = requireHeader(request, timeHeader);
  requireRecent(time, 'seconds', timeHeader, now);
  const value = requireHeader(request, header);
  if (!value.startsWith('v0=')) throw new WebhookSignatureError(`The header ${header} does not begin with "v0=".`);
  const tag = decodeTag(value.slice(3), 'hex');
  requireTag([tag], { algorithm: 'sha256', keys, parts: [`v0:${time}:`, request.rawBody] }, header);
  return time;
}
