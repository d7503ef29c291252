import { printable } from './printable.ts';

/** A word as a shell takes it, for commands that are shown to be copied. */
export function shellWord(word: string): string {
  const text = printable(word);
  return /^[\w./:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
