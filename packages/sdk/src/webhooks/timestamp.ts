import { WebhookSignatureError } from '../errors/webhook-signature-error.ts';

const toleranceMs = 300_000;

const millisecondsIn = { seconds: 1000, milliseconds: 1 };

/**
 * Throws a WebhookSignatureError unless the time of a signature is a whole number, not more than 300 seconds from `now`, which is
 * in milliseconds since 1970.
 */
export function requireRecent(text: string, unit: 'seconds' | 'milliseconds', header: string, now: number): void {
  if (!/^\d{1,15}$/.test(text)) {
    throw new WebhookSignatureError(`The time in ${header} is not a whole number of ${unit} since 1970.`);
  }
  const age = now - Number(text) * millisecondsIn[unit];
  if (Math.abs(age) <= toleranceMs) return;
  throw new WebhookSignatureError(
    `The signature was made ${Math.round(Math.abs(age) / 1000)} seconds ${age > 0 ? 'ago' : 'in the future'}, more than the 300 ` +
      'that are allowed. Either an old delivery came again, or the clock of this machine is wrong.',
  );
}
