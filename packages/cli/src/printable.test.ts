import { describe, expect, it } from 'vitest';
import { printableJson } from './printable.ts';
import { shellWord } from './shell-word.ts';

describe('printableJson', () => {
  it('stays JSON and holds no control character', () => {
    const value = { note: 'a\u001b[31m\u009b2Jb\u007f' };
    const text = printableJson(value, 2);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(JSON.parse(text)).toEqual(value);
  });
});

describe('shellWord', () => {
  it.each([
    ['demo', 'demo'],
    ["ada's shop; rm -rf", "'ada'\\''s shop; rm -rf'"],
    ['$(id)', "'$(id)'"],
    ['', "''"],
  ])('quotes %j as %s', (word, quoted) => {
    expect(shellWord(word)).toBe(quoted);
  });
});
