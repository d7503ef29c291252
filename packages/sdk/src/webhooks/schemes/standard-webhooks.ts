import { WebhookSignatureError } from '../../errors/webhook-signature-error.ts';
import { decodeTag, requireTag } from '../message-tag.ts';
import { requireRecent } from '../timestamp.ts';
import { requireHeader, type WebhookRequest } from '../webhook-request.ts';

const header = 'webhook-signature';
const timeHeader = 'webhook-timestamp';
const secretPrefix = 'whsec_';

/** Several `v1,<base64>` between spaces, other versions among them; signed is `<id>.<seconds>.<body>`. Gives the time. */
export function verifyStandardWebhooks(request: WebhookRequest, secrets: readonly string[], now: number): string {
  const id = requireHeader(request, 'webhook-id');
  const time = requireHeader(request, timeHeader);
  requireRecent(time, 'seconds', timeHeader, now);
  const entries = requireHeader(request, header).split(' ');
  if (!entries.every((entry) => /^\w+,[\w+/=-]+$/.test(entry))) {
    throw new WebhookSignatureError(`The header ${header} is not a list of signatures like v1,… between spaces.`);
  }
  const tags = entries.filter((entry) => entry.startsWith('v1,')).map((entry) => decodeTag(entry.slice(3), 'base64'));
  requireTag(tags, { algorithm: 'sha256', keys: secrets.map(keyOf), parts: [`${id}.${time}.`, request.rawBody] }, header);
  return time;
}

function keyOf(secret: string): Buffer {
  const key = decodeTag(secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret, 'base64');
  if (!key) throw new WebhookSignatureError('The signing secret is not base64 after "whsec_". Copy it from the service again.');
  return key;
}
