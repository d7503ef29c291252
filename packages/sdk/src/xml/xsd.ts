import { z } from 'zod';

const digits = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Schemas for values of XML Schema in answers, where each is text: spaces around it do not count, and what is empty or `xsi:nil` is
 * `null`, never zero or false.
 * @see https://www.w3.org/TR/xmlschema-2/#built-in-datatypes
 */
export const xsd: {
  readonly boolean: z.ZodType<boolean | null>;
  /** An integer that a number holds: `int`, `short`, `byte`. */
  readonly int: z.ZodType<number | null>;
  /** `double` or `float`. What is no number of JSON, such as `INF`, stays text. */
  readonly double: z.ZodType<number | 'INF' | '-INF' | 'NaN' | null>;
  /** The digits of a `decimal`, a `long` or an `integer` as text, so that none is lost. */
  readonly decimal: z.ZodType<string | null>;
} = {
  boolean: z.preprocess(written, z.stringbool().nullable()),
  int: z.preprocess(writtenNumber, z.int().nullable()),
  double: z.preprocess(writtenNumber, z.union([z.number(), z.enum(['INF', '-INF', 'NaN'])]).nullable()),
  decimal: z.preprocess(written, z.string().nullable()),
};

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
