import type { BodyRefusal } from '../http/body-refusal.ts';
import { textOf } from '../http/body-text.ts';
import type { HttpResponse } from '../http/request.ts';
import { readField } from '../schema/field.ts';

export interface RefusalInBody {
  readonly meaning: 'signIn' | 'retry' | 'fail';
  readonly reason: string;
}

const quoted = 3;

/** The refusal that an answer holds in its body; `undefined` where it holds none, or no JSON. */
export function readBodyRefusal(answer: HttpResponse, facts: BodyRefusal): RefusalInBody | undefined {
  if (!answer.headers['content-type']?.includes('json')) return undefined;
  const content = parse(answer);
  const told = readField(content, facts.field);
  if (facts.is === undefined ? isNothing(told) : told !== facts.is) return undefined;
  const entries = entriesOf(told, facts).map((entry) => readEntry(content, facts, entry));
  const codes = entries.flatMap(({ code = [] }) => code);
  const more = entries.length > quoted ? ` … and ${entries.length - quoted} more` : '';
  const reasons = entries.slice(0, quoted).map(({ reason }) => reason);
  return {
    meaning: hasOneOf(facts.signIn, codes) ? 'signIn' : hasOneOf(facts.retry, codes) ? 'retry' : 'fail',
    reason: reasons.filter((reason) => reason !== '').join('; ') + more,
  };
}

/** What stands for `*` in the places, one after the other. */
function entriesOf(told: unknown, { code = '', message = '', about = '' }: BodyRefusal): readonly number[] {
  const isOfEach = [code, message, about].some((place) => place.split('.').includes('*'));
  return isOfEach && Array.isArray(told) ? [...told.keys()] : [0];
}

function readEntry(content: unknown, { code, message, about }: BodyRefusal, entry: number) {
  const at = (place: string | undefined) =>
    place === undefined ? undefined : text(readField(content, place.replaceAll('*', String(entry))));
  const word = at(code);
  const what = [word, at(message)].filter((part) => part !== undefined).join(': ');
  const field = at(about);
  return { code: word, reason: field === undefined ? what : `${what} (${field})`.trim() };
}

/** A body that is not what it claims to be is the reader's to complain about. */
function parse(answer: HttpResponse): unknown {
  try {
    return JSON.parse(textOf(answer));
  } catch {
    return undefined;
  }
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A list is the way to a field. */
function text(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String).join('.');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function hasOneOf(known: readonly string[] | undefined, codes: readonly string[]): boolean {
  return codes.some((code) => known?.includes(code));
}
