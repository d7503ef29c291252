import { randomSecret } from '../security/hash.ts';

/** A text that scanners for leaked secrets can know by its beginning. */
export function newAccessToken(): string {
  return `mortise_pat_${randomSecret()}`;
}

/** Whether it is worth looking for. */
export function isAccessToken(text: string): boolean {
  return /^mortise_pat_[\w-]{43}$/.test(text);
}
