import { RequestError } from '../errors/request-error.ts';
import { isXmlText } from './escape.ts';

/** The text of a single value. Throws a RequestError, without the value, where XML has no text for it. */
export function leafText(value: unknown, at: string): string {
  const text = toText(value);
  if (text === undefined) {
    throw new RequestError(
      `XML cannot hold what is at ${at}. Use text, a finite number, true or false, a date, an object or a list.`,
    );
  }
  if (!isXmlText(text)) {
    throw new RequestError(`The text at ${at} has a control character that XML 1.0 forbids. Remove it, or send base64.`);
  }
  return text;
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined;
}
