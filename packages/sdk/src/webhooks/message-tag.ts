import { createHmac, timingSafeEqual } from 'node:crypto';
import { WebhookSignatureError } from '../errors/webhook-signature-error.ts';

export type TagEncoding = 'hex' | 'base64' | 'base64url';

/** How the tag of a message is made: RFC 2104 over these parts, one after the other. */
export interface TagRule {
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
  readonly keys: readonly (string | Uint8Array)[];
  readonly parts: readonly (string | Uint8Array)[];
}

/** Text as bytes; `undefined` where it holds anything that the encoding would not have written. */
export function decodeTag(text: string, encoding: TagEncoding): Buffer | undefined {
  const bytes = Buffer.from(text, encoding);
  if (bytes.byteLength === 0) return undefined;
  const written = bytes.toString(encoding);
  if (encoding === 'hex') return text.toLowerCase() === written ? bytes : undefined;
  const isPadded = encoding === 'base64url' && text === written.padEnd(Math.ceil(written.length / 4) * 4, '=');
  return text === written || isPadded ? bytes : undefined;
}

/** Throws a WebhookSignatureError unless one of the tags is that of the message under one of the keys. Compares in constant time. */
export function requireTag(tags: readonly (Buffer | undefined)[], { algorithm, keys, parts }: TagRule, header: string): void {
  const expected = keys.map((key) => {
    const hmac = createHmac(algorithm, key);
    for (const part of parts) hmac.update(part);
    return hmac.digest();
  });
  const length = expected[0]?.byteLength;
  const readable = tags.filter((tag) => tag !== undefined).filter((tag) => tag.byteLength === length);
  if (readable.length === 0) {
    throw new WebhookSignatureError(`The header ${header} does not hold a signature of the kind that this service sends.`);
  }
  let isGenuine = false;
  for (const tag of readable) {
    // No early end: how long it takes tells nothing about which of them it was.
    for (const bytes of expected) if (timingSafeEqual(tag, bytes)) isGenuine = true;
  }
  if (!isGenuine) {
    throw new WebhookSignatureError(
      `The signature in ${header} is not that of this delivery. Check the signing secret, and that nothing on the way changes the body.`,
    );
  }
}
