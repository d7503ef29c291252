import { capitalise, wordsOf } from './words.ts';

const longestTitle = 80;
const longestDescription = 300;
/** So much fits behind the name of a field, in one line. */
const longestHint = 80;

/** A title in sentence case: one line that begins with a capital letter and ends without a dot. `known` are names that keep their capitals. */
export function toTitle(text: string | undefined, name: string, known: ReadonlySet<string> = new Set()): string {
  return titleOf(sentenceCase(capitalise(titleLine(text)), known), name);
}

/** The name of something, as a title: its capitals stay. */
export function toName(text: string | undefined, name: string): string {
  return titleOf(capitalise(titleLine(text)), name);
}

function titleOf(title: string, name: string): string {
  return /^[\p{Lu}\d]/u.test(title) ? title : capitalise(wordsOf(name).join(' '));
}

function titleLine(text: string | undefined): string {
  const line = plain(text ?? '').replace(/^[^\p{L}\p{N}]+/u, '');
  return (line.length > longestTitle ? clauseOf(line.slice(0, longestTitle)) : line).replace(/[\s.,;:!]+$/, '');
}

/** What is whole in a line that was cut: its first clause, or its words without those that only lead on to another. */
function clauseOf(cut: string): string {
  const [clause] = /^.{12,}?(?=[.,;:] | [(–—-] ?)/.exec(cut) ?? [];
  return clause ?? cut.replace(/\s+\S*$/, '').replace(/(?:\s+(?:an?|and|by|for|from|in|of|on|or|that|the|to|with))+$/i, '');
}

/** The first paragraph as sentences that end with a dot. Nothing where there is none, or where it says what the title says. */
export function toDescription(text: string | undefined, title = ''): string | undefined {
  return toSentences(text, title, longestDescription)?.replace(/…\.?$/, '.');
}

function toSentences(text: string | undefined, title: string, longest: number): string | undefined {
  const paragraph = plain((text ?? '').trim().split(/\n\s*\n/)[0] ?? '');
  if (paragraph.replace(/[.!?]+$/, '').toLowerCase() === title.toLowerCase()) return undefined;
  const cut = paragraph.length > longest ? shorten(paragraph, longest) : paragraph;
  const sentence = cut.replace(/[\s,;:]+$/, '');
  return sentence === '' || /[.!?…]$/.test(sentence) ? sentence || undefined : `${sentence}.`;
}

/** What a field is for, in one line without a dot at its end. */
export function toHint(text: string | undefined): string | undefined {
  return toSentences(text, '', longestHint)?.replace(/\.$/, '');
}

function shorten(text: string, longest: number): string {
  const start = text.slice(0, longest);
  const end = Math.max(start.lastIndexOf('. '), start.lastIndexOf('! '), start.lastIndexOf('? '));
  return end > 0 ? start.slice(0, end + 1) : `${start.replace(/[\s,;:]+\S*$/, '')}…`;
}

/** One line, without the marks of Markdown and HTML. */
function plain(text: string): string {
  return (
    text
      .replace(/<\/?[a-z][^>]*>/gi, ' ')
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/(\*\*|__)(.+?)\1/g, '$2')
      .replace(/^#+\s*/gm, '')
      // Signs that turn the direction of what follows would let a text look like another one.
      .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim()
  );
}

/** Where Every Word Has A Capital, plain words lose theirs; names that are known keep them. */
function sentenceCase(title: string, known: ReadonlySet<string>): string {
  const [first = '', ...rest] = title.split(' ');
  const isPlain = (word: string) => /^\p{Lu}\p{Ll}+$/u.test(word) && !known.has(word);
  const long = rest.filter((word) => /^\p{L}{4,}$/u.test(word) && !known.has(word));
  if (long.length === 0 || !long.every(isPlain)) return title;
  const lowered = rest.map((word) => word.replace(/\p{L}+/u, (letters) => (isPlain(letters) ? letters.toLowerCase() : letters)));
  return [first, ...lowered].join(' ');
}
