import { z } from 'zod';
import type { Action } from '../actions/action.ts';
import { type ConditionalOptions, dressField, type FieldOptions, type PlainOptions } from './field-options.ts';

/** Where the choices of a field come from: an action of the same plugin, and what of each of its items is meant. */
export interface ChoiceSource {
  /** An action that lists, or its name where the class cannot be imported here. */
  readonly from: (new () => Action) | string;
  /** Dotted path of the value within an item, for example `id`. Numbers become text. */
  readonly value: string;
  /** Dotted path of what the user reads. */
  readonly label: string;
  /** Dotted path of the list within the output, for an action that is no batch; by default the output is the list. */
  readonly items?: string;
  /** The input of the action. `'{pipeline}'` stands for what was filled in as `pipeline`, which then has to be there first. */
  readonly input?: Readonly<Record<string, unknown>>;
}

/**
 * One of the values that the service itself offers. They are asked for when the form is shown; a value that is no longer
 * among them is kept, since services change.
 */
export function choice(title: string, options: PlainOptions & ChoiceSource): z.ZodString;
export function choice(title: string, options: ConditionalOptions & ChoiceSource): z.ZodOptional<z.ZodString>;
export function choice(title: string, { from, value, label, items, input, ...options }: FieldOptions & ChoiceSource) {
  return dressField(z.string().min(1), title, options, { choicesFrom: sourceOf({ from, value, label, items, input }) });
}

/** Any of the values that the service itself offers. */
export function choices(title: string, options: PlainOptions & ChoiceSource): z.ZodArray<z.ZodString>;
export function choices(title: string, options: ConditionalOptions & ChoiceSource): z.ZodOptional<z.ZodArray<z.ZodString>>;
export function choices(title: string, { from, value, label, items, input, ...options }: FieldOptions & ChoiceSource) {
  const choicesFrom = sourceOf({ from, value, label, items, input });
  return dressField(z.array(z.string().min(1)), title, options, { choicesFrom });
}

type Source = { readonly [Key in keyof ChoiceSource]: ChoiceSource[Key] | undefined } & Pick<ChoiceSource, 'from'>;

function sourceOf({ from, value, label, items, input }: Source) {
  const action = typeof from === 'string' ? from : new from().name;
  return { action, value, label, ...(items !== undefined && { items }), ...(input && { input }) };
}
