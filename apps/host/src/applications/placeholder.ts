import { SettingsError } from '@mortise/sdk';

/** What forms and logs show in the place of a secret. No service gives out a secret like these. */
const placeholder = /^(?:[*•●∙·]{3,}|[[<(]?redacted[\])>]?)$/i;

/** Throws a SettingsError for a secret that only stands for one, as a client sends back that saves what it was shown. */
export function refusePlaceholder(path: string, secret: unknown): void {
  if (typeof secret !== 'string' || !placeholder.test(secret.trim())) return;
  throw new SettingsError(path, `${path} is a placeholder, not a secret. Fill in the secret, or leave it out so that it stays.`);
}
