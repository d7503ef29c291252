import { z } from 'zod';

const digits = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** As `xsd` of the SDK, which the written code uses. */
export const xsd = {
  boolean: z.preprocess(written, z.stringbool().nullable()),
  int: z.preprocess(writtenNumber, z.int().nullable()),
  double: z.preprocess(writtenNumber, z.union([z.number(), z.enum(['INF', '-INF', 'NaN'])]).nullable()),
  decimal: z.preprocess(written, z.string().nullable()),
};

/** Which of them reads a shape. */
export function xsdTypeOf({ as, isExact }: { readonly as: 'boolean' | 'number' | 'integer'; readonly isExact?: boolean }) {
  if (as === 'boolean') return 'boolean';
  if (isExact) return 'decimal';
  return as === 'integer' ? 'int' : 'double';
}

function written(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  return text === '' ? null : text;
}

function writtenNumber(value: unknown): unknown {
  const text = written(value);
  if (text === '+INF') return 'INF';
  return typeof text === 'string' && digits.test(text) ? Number(text) : text;
}
