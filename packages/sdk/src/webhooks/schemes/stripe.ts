import { WebhookSignatureError } from '../../errors/webhook-signature-error.ts';
import { decodeTag, requireTag } from '../message-tag.ts';
import { requireRecent } from '../timestamp.ts';
import { requireHeader, type WebhookRequest } from '../webhook-request.ts';

const header = 'stripe-signature';

/** `t=<seconds>,v1=<hex>`, several `v1` while a secret is being replaced; signed is `<seconds>.<body>`. Gives the time. */
export function verifyStripe(request: WebhookRequest, keys: readonly string[], now: number): string {
  const fields = requireHeader(request, header)
    .split(',')
    .map((field) => /^(\w+)=([^\s=]+)$/.exec(field));
  const valuesOf = (name: string) => fields.flatMap((field) => (field?.[1] === name ? (field[2] ?? []) : []));
  const [time, ...more] = valuesOf('t');
  if (fields.includes(null) || time === undefined || more.length > 0) {
    throw new WebhookSignatureError(`The header ${header} is not of the form t=…,v1=… with one t.`);
  }
  requireRecent(time, 'seconds', header, now);
  const tags = valuesOf('v1').map((text) => decodeTag(text, 'hex'));
  requireTag(tags, { algorithm: 'sha256', keys, parts: [`${time}.`, request.rawBody] }, header);
  return time;
}
