import { describe, expect, it } from 'vitest';
import { toDescription, toHint, toName, toTitle } from './sentences.ts';

describe('A title', () => {
  it.each([
    ['Finds a pet.', 'Finds a pet'],
    ['get a pet', 'Get a pet'],
    ['List All Open Orders', 'List all open orders'],
    ['Returns a "206 Partial Content"', 'Returns a "206 partial content"'],
    ['`Get` a\n pet', 'Get` a pet'],
    ['**Get** a [pet](https://example.com)', 'Get a pet'],
    ['取得', 'Get pet'],
    ['Get a \u202Etep', 'Get a tep'],
    ['', 'Get pet'],
    [undefined, 'Get pet'],
  ])('of %j is %j', (text, title) => {
    expect(toTitle(text, 'get-pet')).toBe(title);
  });

  it('keeps the capitals of names that are known', () => {
    expect(toTitle('List Shopify Orders', 'list-orders', new Set(['Shopify']))).toBe('List Shopify orders');
    expect(toName('Acme Billing API', 'acme')).toBe('Acme Billing API');
  });

  it('ends with a clause, or with a word that says something, where it is cut', () => {
    expect(toTitle(`Gets an order, with ${'all of its lines and '.repeat(5)}`, 'get-order')).toBe('Gets an order');
    expect(toTitle(`Gets ${'order '.repeat(11)}and the ${'line '.repeat(9)}`, 'get-order')).not.toMatch(/ (?:and|the)$/);
  });

  it('is cut between words', () => {
    const title = toTitle('word '.repeat(40), 'get-pet');
    expect(title).toMatch(/^Word(?: word)+$/);
    expect(title.length).toBeLessThanOrEqual(80);
  });
});

describe('A description', () => {
  it.each([
    ['First paragraph\nin two lines\n\nSecond', 'First paragraph in two lines.'],
    ['<p>Some <b>HTML</b></p>', 'Some HTML.'],
    ['Get a pet.', undefined],
    ['  ', undefined],
    [undefined, undefined],
  ])('of %j is %j', (text, description) => {
    expect(toDescription(text, 'Get a pet')).toBe(description);
  });

  it('ends with its last whole sentence, or where a word ends', () => {
    expect(toDescription(`${'A sentence. '.repeat(40)}`)).toMatch(/^(?:A sentence\. )+A sentence\.$/);
    expect(toDescription('word '.repeat(100))).toMatch(/ word\.$/);
  });
});

describe('A hint', () => {
  it('is one line without a dot, and says where it was cut', () => {
    expect(toHint('Id of the pet.')).toBe('Id of the pet');
    expect(toHint('word '.repeat(30))).toMatch(/ word…$/);
  });
});
