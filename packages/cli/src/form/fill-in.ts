import { type FormFields, missingFields, shownFields } from '@mortise/sdk/forms';
import { CommandError, usageError } from '../command-error.ts';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { askField } from './ask-field.ts';
import type { Field, Option } from './fields.ts';

/** Asks the service what a field may be, with what is filled in so far. */
export type ListOptions = (field: Field, values: ReadonlyMap<string, unknown>) => Promise<readonly Option[]>;

/**
 * Completes the values of a form by asking for what is shown, one field after the other, or says which options are missing
 * where nobody can be asked. Where nothing is missing, nothing is asked.
 */
export async function fillIn(
  form: FormFields,
  fields: readonly Field[],
  values: Map<string, unknown>,
  session: Session,
  listOptions: ListOptions,
): Promise<void> {
  const missing = missingFields(form, Object.fromEntries(values));
  if (missing.length === 0) return;
  if (!session.terminal.isInteractive) throw incomplete(fields.filter(({ key }) => missing.includes(key)));
  const asked = new Set<string>();
  for (let field = nextField(form, fields, values, asked); field; field = nextField(form, fields, values, asked)) {
    asked.add(field.key);
    const value = await askField(field.isDynamic ? await withOptions(field, values, session, listOptions) : field, session);
    if (value !== undefined) values.set(field.key, value);
  }
}

/** What is needed, and decisions that have a default, which others may depend on; all else may be left out. */
function nextField(
  form: FormFields,
  fields: readonly Field[],
  values: ReadonlyMap<string, unknown>,
  asked: ReadonlySet<string>,
): Field | undefined {
  const current = Object.fromEntries(values);
  const shown = shownFields(form, current);
  const missing = missingFields(form, current);
  return fields.find(({ key, type, options, fallback }) => {
    if (asked.has(key) || values.has(key) || !shown.has(key)) return false;
    return missing.includes(key) || (fallback !== undefined && (type === 'boolean' || options.length > 0));
  });
}

/** Where the service cannot be asked, the value can still be typed. */
async function withOptions(
  field: Field,
  values: ReadonlyMap<string, unknown>,
  { terminal }: Session,
  listOptions: ListOptions,
): Promise<Field> {
  try {
    const options = await listOptions(field, values);
    if (options.length === 0) terminal.note(`The service offers nothing for ${printable(field.title)}.`);
    return { ...field, options };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    terminal.note(`What ${printable(field.title)} may be cannot be listed. ${printable(error.contract.detail)}`);
    return field;
  }
}

function incomplete(missing: readonly Field[]): CommandError {
  return usageError(
    `Values are missing for ${missing.map(({ key, title }) => `${key} (${title})`).join(', ')}.`,
    missing.map((field) => ({ label: labelOf(field), command: commandOf(field) })),
  );
}

function labelOf({ title, options }: Field): string {
  return options.length > 0 ? `${title} (${options.map(({ value }) => String(value)).join(', ')})` : title;
}

function commandOf({ key, isSecret }: Field): string {
  return isSecret ? `--secret ${key}=-` : `--value ${key}=…`;
}
