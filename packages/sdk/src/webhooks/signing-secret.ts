import { randomBytes } from 'node:crypto';
import type { Signature } from './signatures.ts';

/** A new secret of 32 random bytes, written as the scheme wants it: `whsec_` and base64, or 64 hexadecimal digits. */
export function createSigningSecret({ scheme }: Signature): string {
  const bytes = randomBytes(32);
  return scheme === 'standardWebhooks' ? `whsec_${bytes.toString('base64')}` : bytes.toString('hex');
}
