import { describe, expect, it } from 'vitest';
import { kebab, pascal } from './words.ts';

describe('A name', () => {
  it('is cut between words', () => {
    expect(kebab(`${'word '.repeat(11)}words and more`, 'operation')).toBe(`${'word-'.repeat(11)}words`);
    expect(kebab(`${'word '.repeat(11)}wordsy and more`, 'operation')).toBe('word-'.repeat(11).slice(0, -1));
    expect(kebab('a'.repeat(70), 'operation')).toBe('a'.repeat(60));
    expect(pascal('getHTTPInfo', 'operation')).toBe('GetHttpInfo');
  });
});
