import { isDate } from 'node:util/types';
import { quote } from '../errors/quote.ts';
import { RequestError } from '../errors/request-error.ts';
import { isXmlName } from './names.ts';

/**
 * Elements by name, as they are built and read. A value is text, a number, a boolean or a date; an object for an element with
 * elements of its own; a list for an element that repeats; `null` for one that is nil; `undefined` for none at all. In an object,
 * `'@name'` is an attribute and `'#text'` the text beside it.
 */
export type XmlContent = Readonly<Record<string, unknown>>;

/** Deeper content is refused: it is a cycle, or an attack. */
export const maxXmlDepth = 100;

export function isXmlContent(value: unknown): value is XmlContent {
  if (typeof value !== 'object' || value === null || isDate(value) || ArrayBuffer.isView(value)) return false;
  // Lists, and a Map or a Set, whose entries are no fields.
  return !(Symbol.iterator in value);
}

/** Throws a RequestError where a key cannot be the name of an element or an attribute. */
export function checkName(name: string, at: string): void {
  if (isXmlName(name)) return;
  throw new RequestError(
    `"${quote(name)}" at ${at} cannot be a name in XML. Start with a letter, go on with letters, digits, "-", "_" and ".".`,
  );
}

/** Throws a RequestError where content is nested too deeply. */
export function checkDepth(depth: number): void {
  if (depth <= maxXmlDepth) return;
  throw new RequestError(
    `The XML would be more than ${maxXmlDepth} elements deep. Check that the input does not contain itself.`,
  );
}
