import { WebhookSignatureError } from '../../errors/webhook-signature-error.ts';
import { decodeTag, requireTag, type TagEncoding, type TagRule } from '../message-tag.ts';
import { requireHeader, type WebhookRequest } from '../webhook-request.ts';

export interface BodyTagFacts {
  readonly header: string;
  readonly algorithm: TagRule['algorithm'];
  readonly encoding: TagEncoding;
  readonly prefix?: string;
}

/** The HMAC of the body alone, in one header. */
export function verifyBodyTag(request: WebhookRequest, keys: readonly string[], facts: BodyTagFacts): void {
  const { header, algorithm, encoding, prefix = '' } = facts;
  const value = requireHeader(request, header);
  if (!value.startsWith(prefix)) throw new WebhookSignatureError(`The header ${header} does not begin with "${prefix}".`);
  const tag = decodeTag(value.slice(prefix.length), encoding);
  requireTag([tag], { algorithm, keys, parts: [request.rawBody] }, header);
}
