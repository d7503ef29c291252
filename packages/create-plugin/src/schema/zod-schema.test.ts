import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Models } from './models.ts';
import { sample } from './sample.ts';
import type { Shape, Side } from './shape.ts';
import { xsd } from './xsd.ts';
import { ZodCode } from './zod-code.ts';
import { zodSchema } from './zod-schema.ts';

const field = (shape: Shape, isRequired = true) => ({ name: 'value', shape, isRequired });
const shapes: readonly Shape[] = [
  { kind: 'text', minLength: 2, maxLength: 5 },
  { kind: 'text', format: 'email' },
  { kind: 'text', format: 'date-time' },
  { kind: 'text', pattern: '^[A-Z]{3}$' },
  { kind: 'number', isInteger: true, minimum: 3, below: 9 },
  { kind: 'number', above: 0, isNullable: true },
  { kind: 'boolean' },
  { kind: 'unknown' },
  { kind: 'choice', values: ['a', 'b'] },
  { kind: 'choice', values: [1, 'b'] },
  { kind: 'choice', values: [1, 2] },
  { kind: 'choice', values: [true] },
  { kind: 'choice', values: [true], isFixed: true },
  { kind: 'choice', values: ['a'], isFixed: true },
  { kind: 'number', isInteger: true, isLong: true },
  { kind: 'number', isInteger: true, isLong: true, minimum: 1, isNullable: true },
  { kind: 'object', fields: [field({ kind: 'text' })], others: 'kept' },
  { kind: 'object', fields: [field({ kind: 'text' })], others: 'refused' },
  { kind: 'written', as: 'integer' },
  { kind: 'written', as: 'number', isNullable: true },
  { kind: 'written', as: 'boolean' },
  { kind: 'written', as: 'number', isExact: true },
  { kind: 'written', as: 'integer', isExact: true },
  { kind: 'list', items: { kind: 'text' }, minItems: 1, maxItems: 2 },
  { kind: 'object', fields: [field({ kind: 'text' }), { ...field({ kind: 'boolean' }, false), name: 'other', only: 'output' }] },
  { kind: 'object', fields: [], rest: { kind: 'number' } },
  { kind: 'object', fields: [field({ kind: 'text' })], rest: { kind: 'number' } },
  { kind: 'union', options: [{ kind: 'text' }, { kind: 'boolean' }] },
  {
    kind: 'all',
    parts: [
      { kind: 'object', fields: [field({ kind: 'text' }, false)] },
      { kind: 'object', fields: [], required: ['value'] },
    ],
  },
];

describe.each(['input', 'output'] as const)('What is written and what is built for the %s', (side: Side) => {
  const models = new Models([], []);

  it.each(shapes.map((shape) => [JSON.stringify(shape), shape] as const))('is the same for %s', (_text, shape) => {
    const code = new ZodCode({ side, models, identifierOf: (name) => name }).expression(shape);
    const written: z.ZodType = new Function('z', 'xsd', `return ${code};`)(z, xsd);
    expect(z.toJSONSchema(written, { io: 'input' })).toEqual(z.toJSONSchema(zodSchema(shape, side, models), { io: 'input' }));
  });

  it.each(shapes.map((shape) => [JSON.stringify(shape), shape] as const))(
    'takes the value that is made up for %s',
    (_text, shape) => {
      expect(zodSchema(shape, side, models).safeParse(sample('value', shape, side, models)).success).toBe(true);
    },
  );
});
