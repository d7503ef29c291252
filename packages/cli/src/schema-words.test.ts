import { describe, expect, it } from 'vitest';
import { exampleOf, typeWord } from './schema-words.ts';

describe('The words for a field', () => {
  it.each([
    [{ type: 'string' }, 'string', '"…"'],
    [{ type: 'array', items: { type: 'string' } }, 'array', '[…]'],
    [{ type: 'object' }, 'object', '{…}'],
    [{ type: 'integer', minimum: 5 }, 'integer', '5'],
    [{ type: 'integer', minimum: Number.MIN_SAFE_INTEGER }, 'integer', '1'],
    [{ type: 'number' }, 'number', '1'],
    [{ type: 'boolean' }, 'boolean', 'true'],
    [{ type: ['number', 'null'] }, 'number', '1'],
    [{ type: 'string', enum: ['open', 'paid'] }, 'string', '"open"'],
    [{ const: 'fixed' }, 'string', '"fixed"'],
    [{ type: 'integer', default: 20 }, 'integer', '20'],
    [{ anyOf: [{ type: 'array' }, { type: 'null' }] }, 'array', '[…]'],
    [{}, 'any', '"…"'],
    [undefined, 'any', '"…"'],
  ])('for %j are %s and %s', (schema, word, example) => {
    expect([typeWord(schema), exampleOf(schema)]).toEqual([word, example]);
  });
});
