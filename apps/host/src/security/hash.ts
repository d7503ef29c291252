import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a secret of 256 random bits is kept as. Nobody can guess those, so the hash need not be slow. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** The same where it needs a key besides. */
export function keyedHashOf(secret: string, key: string): string {
  return createHmac('sha256', key).update(secret).digest('base64url');
}

/** 256 random bits, in 43 characters that every header and address takes. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares without telling by its time how much was right. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(hashOf(expected)));
}
