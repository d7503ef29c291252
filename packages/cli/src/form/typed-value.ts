import { usageError } from '../command-error.ts';
import type { Field } from './fields.ts';

/** What was typed for a field, in the type that its form asks for. Whether it is valid is for the host to say. */
export function typedValue({ key, type }: Field, text: string): unknown {
  if (type === 'number' || type === 'integer') {
    if (text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
    throw usageError(`${key} takes a number.`);
  }
  if (type === 'boolean') {
    if (/^(true|false|yes|no)$/i.test(text)) return /^(true|yes)$/i.test(text);
    throw usageError(`${key} takes true or false.`);
  }
  if (type === 'array') return text.split(',').map((part) => part.trim());
  return text;
}
