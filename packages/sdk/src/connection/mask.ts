import { lowerCase } from './secret-forms.ts';

/** Stands where a secret was. */
export const mask = '[redacted]';

/** Masks the needles, which are in lower case. With `maxLength` the beginning of the text, see `Redactor.redact()`. */
export function maskAll(text: string, needles: readonly string[], maxLength = Infinity): string {
  let clean = '';
  let position = 0;
  for (const [start, end] of findAll(lowerCase(text), needles)) {
    if (start >= maxLength) break;
    // Secrets may overlap, and then one mask stands for both.
    if (start >= position) clean += `${text.slice(position, start)}${mask}`;
    position = Math.max(position, end);
  }
  return (clean + text.slice(position, Math.max(position, maxLength))).slice(0, maxLength);
}

function findAll(text: string, needles: readonly string[]): [start: number, end: number][] {
  const spans: [number, number][] = [];
  for (const needle of needles) {
    for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) spans.push([at, at + needle.length]);
  }
  return spans.sort(([a], [b]) => a - b);
}
