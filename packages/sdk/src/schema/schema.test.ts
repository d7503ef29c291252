import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Schema, toJsonSchema, validate } from './schema.ts';

describe('validate', () => {
  it('gives the value as the schema made it, at once where the schema is not asynchronous', () => {
    expect(validate(z.object({ a: z.string().default('x') }), { b: 1 })).toEqual({ value: { a: 'x' } });
  });

  it('waits for a schema that is', async () => {
    const schema = z.string().refine(async (text) => text === 'right');
    const result = validate(schema, 'right');
    expect(result).toBeInstanceOf(Promise);
    expect(await result).toEqual({ value: 'right' });
  });

  it.each<[z.ZodType, unknown, string]>([
    [z.object({ items: z.array(z.object({ quantity: z.number() })) }), { items: [{ quantity: 1 }, {}] }, 'items[1].quantity'],
    [z.array(z.array(z.string())), [['a'], ['b', 3]], '[1][1]'],
    [z.record(z.string(), z.string()), { 'a.b': 1 }, 'a.b'],
    [z.string(), 1, ''],
  ])('names the path of what is wrong: %#', (schema, value, path) => {
    expect(validate(schema, value)).toMatchObject({ problems: [{ path, message: expect.any(String) }] });
  });

  it('names every problem', () => {
    const result = validate(z.object({ a: z.string(), b: z.number() }), {});
    expect('problems' in result && result.problems.map(({ path }) => path)).toEqual(['a', 'b']);
  });

  it('takes any schema of the standard, its path segments written either way', () => {
    const schema: Schema<unknown, string> = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => ({
          issues: [{ message: 'wrong', path: [{ key: 'items' }, { key: 0 }, Symbol('mark')] }, { message: 'bad' }],
        }),
        jsonSchema: { input: () => ({ type: 'string' }), output: () => ({ type: 'string' }) },
      },
    };
    expect(validate(schema, 1)).toEqual({
      problems: [
        { path: 'items[0].Symbol(mark)', message: 'wrong' },
        { path: '', message: 'bad' },
      ],
    });
    expect(toJsonSchema(schema, 'input')).toEqual({ type: 'string' });
  });

  it('gives a value or problems for anything at all', () => {
    const schema = z.object({ a: z.array(z.looseObject({ b: z.string() })) });
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(Object.keys(validate(schema, value))).toHaveLength(1);
      }),
    );
  });
});

describe('toJsonSchema', () => {
  const schema = z.object({ limit: z.int().default(5), at: z.string().transform(Number) });

  it('describes what a schema accepts', () => {
    expect(toJsonSchema(schema, 'input')).toMatchObject({
      type: 'object',
      properties: { limit: { type: 'integer', default: 5 }, at: { type: 'string' } },
      required: ['at'],
    });
  });

  it('describes what a schema gives, and leaves the draft out', () => {
    const described = toJsonSchema(z.object({ limit: z.int().default(5) }), 'output');
    expect(described).toMatchObject({ required: ['limit'] });
    expect(described).not.toHaveProperty('$schema');
  });
});
