import { stripVTControlCharacters } from 'node:util';

/** Text of a plugin, a service or the host on one line, without anything a terminal would obey. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

/** JSON for people. Control characters that JSON lets pass are escaped, so it stays JSON and stays harmless. */
export function printableJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent) ?? 'null';
  return text.replace(/[\u007f-\u009f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
