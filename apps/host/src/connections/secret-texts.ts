import type { Values } from './connection-values.ts';

/** Secrets as they are looked for in what is shown or logged. */
export function secretTexts(secrets: Values): string[] {
  return Object.values(secrets).map((secret) => (typeof secret === 'string' ? secret : JSON.stringify(secret)));
}
