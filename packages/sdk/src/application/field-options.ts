import type { z } from 'zod';

/** A value that another field may have for a field to be shown. */
export type ConditionValue = string | number | boolean;

/**
 * When a field is shown: each field that is named here is shown itself and has the value, or one of the values. While it is
 * hidden it is not asked for, not checked and not kept.
 */
export type ShowIf = Readonly<Record<string, ConditionValue | readonly ConditionValue[]>>;

/** What a field shows beside its title. */
export interface FieldOptions {
  /** A sentence below the field: where to find the value, what it is for. */
  readonly help?: string;
  readonly showIf?: ShowIf;
  /** May be left empty though it is shown. For a field without `showIf`, `.optional()` says the same. */
  readonly optional?: true;
}

/** The options of a field that is always shown, and so has a value. */
export interface PlainOptions extends FieldOptions {
  readonly showIf?: never;
  readonly optional?: never;
}

/** The options of a field that may have no value, because it may be hidden or left empty. */
export type ConditionalOptions = FieldOptions & ({ readonly showIf: ShowIf } | { readonly optional: true });

/** Gives a field its title, and says all the rest as data, so that it reaches every form as JSON Schema. */
export function dressField<Field extends z.ZodType>(
  field: Field,
  title: string,
  { help, showIf, optional }: FieldOptions,
  facts: Readonly<Record<string, unknown>> = {},
): Field | z.ZodOptional<Field> {
  const dressed = field.meta({
    title,
    ...(help !== undefined && { description: help }),
    ...facts,
    ...(showIf && { showIf: valuesOf(showIf), ...(!optional && { requiredIfShown: true }) }),
  });
  return showIf || optional ? dressed.optional() : dressed;
}

function valuesOf(showIf: ShowIf): Record<string, readonly ConditionValue[]> {
  return Object.fromEntries(
    Object.entries(showIf).map(([field, value]) => [field, typeof value === 'object' ? [...value] : [value]]),
  );
}
