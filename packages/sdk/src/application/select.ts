import { z } from 'zod';
import { type ConditionalOptions, dressField, type FieldOptions, type PlainOptions } from './field-options.ts';

/** What can be chosen: the titles by their values, in the order in which they are shown. */
export type Titles = Readonly<Record<string, string>>;

type ChoiceOf<Options extends Titles> = z.ZodEnum<{ [Value in keyof Options & string]: Value }>;

/** One of several values. Without `.default()` one has to be chosen. */
export function select<const Options extends Titles>(title: string, titles: Options, options?: PlainOptions): ChoiceOf<Options>;
export function select<const Options extends Titles>(
  title: string,
  titles: Options,
  options: ConditionalOptions,
): z.ZodOptional<ChoiceOf<Options>>;
export function select(title: string, titles: Titles, options: FieldOptions = {}) {
  return dressField(z.enum(Object.keys(titles)), title, options, { choices: choicesOf(titles) });
}

/** Any of several values, each at most once; none is an answer too. */
export function multiSelect<const Options extends Titles>(
  title: string,
  titles: Options,
  options?: PlainOptions,
): z.ZodArray<ChoiceOf<Options>>;
export function multiSelect<const Options extends Titles>(
  title: string,
  titles: Options,
  options: ConditionalOptions,
): z.ZodOptional<z.ZodArray<ChoiceOf<Options>>>;
export function multiSelect(title: string, titles: Titles, options: FieldOptions = {}) {
  const field = z
    .array(z.enum(Object.keys(titles)))
    .refine((values) => new Set(values).size === values.length, 'must not hold a value twice');
  return dressField(field, title, options, { uniqueItems: true, choices: choicesOf(titles) });
}

/** The same shape as that of choices which a service gives. */
function choicesOf(titles: Titles) {
  return Object.entries(titles).map(([value, label]) => ({ value, label }));
}
