import { z } from 'zod';
import { readField } from '../schema/field.ts';
import type { JsonSchema } from '../schema/schema.ts';
import type { FormValues } from './shown-fields.ts';

/** Where the choices of a field come from, as the form carries it in `choicesFrom`. */
export const ChoicesFrom = z.object({
  /** Name of an action of the same plugin. */
  action: z.string(),
  value: z.string(),
  label: z.string(),
  items: z.string().optional(),
  input: z.record(z.string(), z.unknown()).optional(),
});
export type ChoicesFrom = z.infer<typeof ChoicesFrom>;

/** One line of a list to choose from. */
export interface Choice {
  readonly value: string | number;
  readonly label: string;
}

const longestLabel = 200;
const placeholder = /^\{(?<name>[^{}]+)\}$/;

/** Where the choices of a field come from; `undefined` for a field that has none, or has them in its schema. */
export function choicesFromOf(field: JsonSchema | undefined): ChoicesFrom | undefined {
  return ChoicesFrom.safeParse(field?.['choicesFrom']).data;
}

/**
 * The choices of a field in what its action gave: the items of a page, or the output that holds them. Values have the type
 * of the field. Items without a value are left out, and so is the second of two with the same.
 */
export function choicesOf(output: unknown, field: JsonSchema): Choice[] {
  const source = choicesFromOf(field);
  const items = source?.items === undefined ? output : readField(output, source.items);
  if (!source || !Array.isArray(items)) return [];
  const found = new Map<Choice['value'], Choice>();
  for (const item of items) {
    const value = typed(readField(item, source.value), field);
    if (value === undefined || found.has(value)) continue;
    found.set(value, { value, label: shortened(textOf(readField(item, source.label)) || String(value)) });
  }
  return [...found.values()];
}

/** The input of the action that lists, with what was filled in; `missing` names the fields that it still waits for. */
export function choicesInput(
  { input = {} }: ChoicesFrom,
  values: FormValues,
): { readonly input: Record<string, unknown>; readonly missing: readonly string[] } {
  const missing = fieldsNeeded({ input }).filter((name) => !Object.hasOwn(values, name) || isEmpty(values[name]));
  const fill = (value: unknown): unknown => {
    const name = nameIn(value);
    if (name !== undefined) return values[name];
    if (Array.isArray(value)) return value.map(fill);
    return typeof value === 'object' && value !== null ? fillAll(value) : value;
  };
  const fillAll = (record: object) => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, fill(value)]));
  return { input: fillAll(input), missing };
}

/** The names of the fields that the choices depend on: a new value of one makes them ask again. */
export function fieldsNeeded({ input = {} }: Pick<ChoicesFrom, 'input'>): string[] {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    const name = nameIn(value);
    if (name !== undefined) names.add(name);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(input);
  return [...names];
}

/** A form has no room for more. */
function shortened(label: string): string {
  return label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…`.toWellFormed() : label;
}

function nameIn(value: unknown): string | undefined {
  return typeof value === 'string' ? placeholder.exec(value)?.groups?.['name'] : undefined;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Services give numbers and text as they please; the form wants one of them. */
function typed(value: unknown, { type, items }: JsonSchema): Choice['value'] | undefined {
  const text = textOf(value);
  if (text === '') return undefined;
  const wanted = type === 'array' ? readField(items, 'type') : type;
  if (wanted !== 'number' && wanted !== 'integer') return text;
  return Number.isFinite(Number(text)) ? Number(text) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
