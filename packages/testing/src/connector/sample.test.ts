import { type Schema, toJsonSchema } from '@mortise/sdk';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sampleForm, sampleValue } from './sample.ts';

const sampleOf = (schema: Schema) => sampleValue('field', toJsonSchema(schema, 'input'));

describe('sampleValue', () => {
  it.each([
    ['text', z.string().min(30)],
    ['a short text', z.string().max(3)],
    ['an address', z.url()],
    ['an e-mail address', z.email()],
    ['a date', z.iso.date()],
    ['a time', z.iso.datetime()],
    ['an identifier', z.uuid()],
    ['a whole number', z.int().min(5).max(9)],
    ['a small number', z.number().max(0.5)],
    ['a number above', z.number().gt(3)],
    ['a choice', z.enum(['a', 'b'])],
    ['a literal', z.literal(7)],
    ['one of several', z.union([z.literal('x'), z.number()])],
    ['nothing', z.null()],
    ['yes or no', z.boolean()],
    ['a list', z.array(z.object({ id: z.string() })).min(2)],
    ['an object', z.object({ a: z.string(), b: z.object({ c: z.int() }), d: z.string().optional() })],
  ])('gives %s that the schema accepts', (_what, schema) => {
    expect(schema.safeParse(sampleOf(schema)).error).toBeUndefined();
  });
});

describe('sampleForm', () => {
  it('fills in what is demanded and leaves defaults and optional fields alone', () => {
    const form = {
      properties: {
        town: { type: 'string', format: 'hostname-label' },
        note: { type: 'string' },
        kind: { enum: ['a', 'b'], default: 'b' },
        key: { type: 'string', writeOnly: true },
        other: { type: 'string', requiredIfShown: true },
      },
      required: ['town', 'kind', 'key'],
    };
    expect(sampleForm(form, (name) => `secret ${name}`)).toEqual({ town: 'sample', key: 'secret key', other: 'sample other' });
  });
});
