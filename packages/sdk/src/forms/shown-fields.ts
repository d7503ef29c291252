import { z } from 'zod';
import type { JsonSchema } from '../schema/schema.ts';

/** The fields of a form by name, as JSON Schema. */
export interface FormFields {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  /** Those that always need a value; a field that may be hidden is not among them. */
  readonly required: readonly string[];
}

/** What was filled in, by field. */
export type FormValues = Readonly<Record<string, unknown>>;

const Value = z.union([z.string(), z.number(), z.boolean()]);
const Condition = z.record(z.string(), z.union([z.array(Value), Value.transform((value) => [value])]));

/** The values that other fields must have for this one to be shown, by field. */
export type ShowCondition = z.infer<typeof Condition>;

/** When a field is shown; nothing, where it always is. */
export function conditionOf(field: JsonSchema | undefined): ShowCondition {
  return Condition.safeParse(field?.['showIf']).data ?? {};
}

/**
 * The names of the fields that are shown while a form is filled in like this, in the order of the form. A field that was not
 * filled in counts with its default. Fields whose conditions go in a circle are hidden.
 */
export function shownFields({ properties }: Pick<FormFields, 'properties'>, values: FormValues): ReadonlySet<string> {
  const known = new Map<string, boolean>();
  const isShown = (name: string): boolean => {
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, false);
    const condition = Object.entries(conditionOf(properties[name]));
    const shown = condition.every(
      ([other, expected]) =>
        Object.hasOwn(properties, other) && isShown(other) && isOneOf(heldValue(other, properties[other], values), expected),
    );
    known.set(name, shown);
    return shown;
  };
  return new Set(Object.keys(properties).filter(isShown));
}

/** The part of a form that is shown while it is filled in like this; `required` names everything in it that needs a value. */
export function shownForm({ properties, required }: FormFields, values: FormValues): FormFields {
  const shown = shownFields({ properties }, values);
  const fields = Object.entries(properties).filter(([name]) => shown.has(name));
  return {
    properties: Object.fromEntries(fields),
    required: fields
      .filter(([name, field]) => required.includes(name) || field['requiredIfShown'] === true)
      .map(([name]) => name),
  };
}

/** The values without those of hidden fields. What is no field of the form stays, for whoever checks the values. */
export function shownValues({ properties }: Pick<FormFields, 'properties'>, values: FormValues): Record<string, unknown> {
  const shown = shownFields({ properties }, values);
  return Object.fromEntries(Object.entries(values).filter(([name]) => shown.has(name) || !Object.hasOwn(properties, name)));
}

/** The fields that need a value and have neither one nor a default. */
export function missingFields(form: FormFields, values: FormValues): string[] {
  const { properties, required } = shownForm(form, values);
  return required.filter((name) => heldValue(name, properties[name], values) === undefined);
}

function heldValue(name: string, field: JsonSchema | undefined, values: FormValues): unknown {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return value ?? field?.['default'];
}

/** Of a field that takes several values, one is enough. */
function isOneOf(value: unknown, expected: readonly unknown[]): boolean {
  return Array.isArray(value) ? value.some((part) => expected.includes(part)) : expected.includes(value);
}
