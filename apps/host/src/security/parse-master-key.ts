import { ConfigurationError } from '../configuration/configuration-error.ts';

/** Throws a ConfigurationError that names where the key came from. */
export function parseMasterKey(text: string, origin: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64url');
  // Zeros are a placeholder that was never filled in.
  if (key.length !== 32 || key.every((byte) => byte === 0)) {
    throw new ConfigurationError(`${origin} must be 32 random bytes in base64 or hexadecimal: openssl rand -base64 32`);
  }
  return key;
}
