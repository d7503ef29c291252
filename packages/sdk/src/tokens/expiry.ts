import { z } from 'zod';
import type { CustomLogin } from '../application/custom-login.ts';
import { readField } from '../schema/field.ts';
import { Lifetime } from './token-reply.ts';

/** Times of today have ten digits in seconds, thirteen in milliseconds. */
const leastMilliseconds = 100_000_000_000;
const latest = Date.parse('2200-01-01T00:00:00Z');
const dateTime = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?$/i;

const Digits = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(Number);
const SinceEpoch = z.union([z.number(), Digits]).transform((time) => (time < leastMilliseconds ? time * 1000 : time));
/** Without a zone it is UTC: the clock that a server would mean otherwise is not known. */
const DateTime = z
  .string()
  .regex(dateTime)
  .transform((text) => Date.parse(text.replace(dateTime, (_all, day, time, zone = 'Z') => `${day}T${time}${zone}`)));
const Expiry = z.union([SinceEpoch, DateTime]).pipe(z.number().nonnegative().max(latest));

/**
 * When the token in the answer of a login expires, in milliseconds since 1970; `undefined` where the answer says that it does not,
 * or says nothing: by `null`, `0` or an empty text. Throws a ZodError for what is no time.
 */
export function readExpiry({ expiresIn, expiresAt }: CustomLogin, content: unknown, now: number): number | undefined {
  if (expiresAt !== undefined) {
    const told = readField(content, expiresAt);
    return isNothing(told) ? undefined : Expiry.parse(told) || undefined;
  }
  const told = typeof expiresIn === 'string' ? readField(content, expiresIn) : expiresIn;
  const seconds = isNothing(told) ? undefined : Lifetime.parse(told);
  return seconds ? now + seconds * 1000 : undefined;
}

function isNothing(told: unknown): boolean {
  return told === undefined || told === null || told === '';
}
